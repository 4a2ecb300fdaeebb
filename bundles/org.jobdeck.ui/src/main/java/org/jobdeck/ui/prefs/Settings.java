package org.jobdeck.ui.prefs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * The preferences and the layout of the window as they are now, for those who follow them. Every change is kept at once, by
 * a thread that may wait for a disk.
 *
 * <p>User interface thread only.
 */
public final class Settings {

    /** Keeps names and values from one start to the next. */
    public interface Keeper {

        /** What was kept; nothing at the first start. */
        Map<String, String> read();

        /** Keeps that instead. */
        void write(Map<String, String> values);
    }

    private final List<Runnable> listeners = new ArrayList<>();
    private final Keeper preferences;
    private final Keeper layout;
    private final Executor writer;
    private Preferences current;
    private Map<String, String> currentLayout;

    private Settings(Keeper preferences, Keeper layout, Executor writer) {
        this.preferences = preferences;
        this.layout = layout;
        this.writer = writer;
        this.current = PreferencesText.read(preferences.read());
        this.currentLayout = Map.copyOf(layout.read());
    }

    /**
     * Settings that are kept.
     *
     * @param preferences keeps what the user chooses
     * @param layout keeps where the parts of the window are
     * @param writer runs what may wait, one after the other
     */
    public static Settings kept(Keeper preferences, Keeper layout, Executor writer) {
        return new Settings(preferences, layout, writer);
    }

    /** Settings of a first start, which are forgotten. */
    public static Settings forgotten() {
        Keeper nobody = new Keeper() {
            @Override
            public Map<String, String> read() {
                return Map.of();
            }

            @Override
            public void write(Map<String, String> values) {
                // they are to be forgotten
            }
        };
        return new Settings(nobody, nobody, Runnable::run);
    }

    /** What the user has chosen. */
    public Preferences preferences() {
        return current;
    }

    /** The user chooses something else. */
    public void change(UnaryOperator<Preferences> change) {
        Preferences next = change.apply(current);
        if (!next.equals(current)) {
            current = next;
            Map<String, String> texts = PreferencesText.write(next);
            writer.execute(() -> preferences.write(texts));
            List.copyOf(listeners).forEach(Runnable::run);
        }
    }

    /** Where the parts of the window were, as texts that only the window understands. */
    public Map<String, String> layout() {
        return currentLayout;
    }

    /** The parts of the window are elsewhere. */
    public void setLayout(Map<String, String> next) {
        if (!next.equals(currentLayout)) {
            currentLayout = Map.copyOf(next);
            Map<String, String> texts = new TreeMap<>(next);
            writer.execute(() -> layout.write(texts));
        }
    }

    /** Adds somebody who is told of every choice. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /** Ends that. */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
