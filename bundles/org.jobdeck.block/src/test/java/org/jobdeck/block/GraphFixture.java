package org.jobdeck.block;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/** A graph whose main loop is the test's thread. */
final class GraphFixture implements AutoCloseable {

    final EventLoop main;
    final WorkerPool pool = new WorkerPool("block-test", 4);
    final BlockGraph graph;
    private final List<EventLoop> threads = new ArrayList<>();

    GraphFixture() {
        this(Clock.system());
    }

    GraphFixture(Clock clock) {
        main = EventLoop.adopting("main", clock);
        graph = new BlockGraph(main, pool);
    }

    EventLoop ioThread(String name) {
        EventLoop loop = EventLoop.onNewThread(name, Clock.system());
        threads.add(loop);
        return loop;
    }

    BlockNode node(String name, TestDriver driver) throws BlockException {
        return graph.open(driver, NodeSpec.of("test").named(name));
    }

    BlockNode node(String name) throws BlockException {
        return node(name, new TestDriver());
    }

    NamedBackend backend(BlockNode node) throws BlockException {
        NamedBackend backend = graph.newBackend(Permissions.ALL, Permissions.ALL);
        backend.insert(node);
        return backend;
    }

    void pollWhile(BooleanSupplier condition) {
        main.waitWhileUnlocked(() -> {
            boolean goOn = condition.getAsBoolean();
            if (goOn) {
                // the condition may depend on other threads that do not kick
                main.execute(Thread::onSpinWait);
            }
            return goOn;
        });
    }

    /** Runs something in a coroutine of the loop and gives its outcome. */
    static <T> CompletableFuture<T> in(EventLoop loop, Routing.Call<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.coroutine("test", () -> Routing.complete(result, call)).enter();
        return result;
    }

    @Override
    public void close() {
        threads.forEach(EventLoop::close);
        pool.close();
        main.close();
    }
}
