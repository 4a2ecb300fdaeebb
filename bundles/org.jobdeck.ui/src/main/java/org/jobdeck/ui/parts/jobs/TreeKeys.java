package org.jobdeck.ui.parts.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.jobdeck.ui.i18n.Messages;

/** The keys of the tree: what is told of them is what they do. */
final class TreeKeys {

    private static final Messages TEXTS = Messages.of(TreeKeys.class);

    private static final int MODIFIERS_BUT_SHIFT = SWT.MODIFIER_MASK & ~SWT.SHIFT;

    /**
     * A key.
     *
     * @param name how it is written on the keyboard
     * @param what what it does
     * @param isPressed whether an event is this key
     * @param act does it
     */
    record Key(String name, String what, Predicate<Event> isPressed, Runnable act) {}

    private final List<Key> keys = new ArrayList<>();

    /** A letter or sign; capitals differ, and count only with the shift key, lest a caps lock makes them. */
    TreeKeys on(char character, String what, Runnable act) {
        boolean capital = Character.isUpperCase(character);
        keys.add(new Key(
                capital ? TEXTS.format("key.shift", character) : nameOf(character),
                what,
                event -> event.character == character
                        && (event.stateMask & MODIFIERS_BUT_SHIFT) == 0
                        && (!capital || (event.stateMask & SWT.SHIFT) != 0),
                act));
        return this;
    }

    /** A letter together with the control key. */
    TreeKeys onControl(char letter, String what, Runnable act) {
        keys.add(new Key(
                TEXTS.format("key.control", Character.toUpperCase(letter)),
                what,
                event -> event.keyCode == letter && (event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1,
                act));
        return this;
    }

    /** A key without a character, with or without the shift key. */
    TreeKeys on(int keyCode, boolean shift, String name, String what, Runnable act) {
        keys.add(new Key(
                name,
                what,
                event -> event.keyCode == keyCode && (event.stateMask & SWT.MODIFIER_MASK) == (shift ? SWT.SHIFT : 0),
                act));
        return this;
    }

    /** A key that the tree knows by itself. */
    TreeKeys known(String name, String what) {
        keys.add(new Key(name, what, event -> false, () -> {}));
        return this;
    }

    /** Does what the key is for; whether it is for anything. */
    boolean press(Event event) {
        for (Key key : keys) {
            if (key.isPressed().test(event)) {
                key.act().run();
                return true;
            }
        }
        return false;
    }

    /** All of them, in the order in which they were added. */
    List<Key> all() {
        return List.copyOf(keys);
    }

    private static String nameOf(char character) {
        return String.valueOf(Character.toUpperCase(character));
    }
}
