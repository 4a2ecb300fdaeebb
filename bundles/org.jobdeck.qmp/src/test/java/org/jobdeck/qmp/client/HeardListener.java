package org.jobdeck.qmp.client;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jobdeck.qmp.QmpEvent;

/** Keeps what it hears, one object a call. */
final class HeardListener implements ClientListener {
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @Override
    public void connected(Greeting greeting) {
        heard.add(greeting);
    }

    @Override
    public void event(QmpEvent event) {
        heard.add(event);
    }

    @Override
    public void ended(ConnectionEnd end) {
        heard.add(end);
    }

    /** What was heard next; waits for it. */
    <T> T next(Class<T> type) throws InterruptedException {
        Object next = heard.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "nothing was heard");
        return type.cast(next);
    }

    boolean isEmpty() {
        return heard.isEmpty();
    }
}
