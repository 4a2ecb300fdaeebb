package org.jobdeck.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A terminal whose user reacts to what it shows. */
final class FakeScreen implements Screen {

    final List<List<String>> shown = new ArrayList<>();
    int columns = 100;
    int rows = 40;
    boolean closed;

    private final Consumer<FakeScreen> user;
    private IntConsumer keys = key -> {};
    private Runnable gone = () -> {};

    /** The user is called after every picture. */
    FakeScreen(Consumer<FakeScreen> user) {
        this.user = user;
    }

    String last() {
        return String.join("\n", shown.getLast());
    }

    void press(char key) {
        keys.accept(key);
    }

    /** As if its window were closed. */
    void vanish() {
        gone.run();
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void show(List<String> lines) {
        shown.add(List.copyOf(lines));
        user.accept(this);
    }

    @Override
    public void onKey(IntConsumer listener, Runnable whenGone) {
        keys = listener;
        gone = whenGone;
    }

    @Override
    public void close() {
        closed = true;
    }
}
