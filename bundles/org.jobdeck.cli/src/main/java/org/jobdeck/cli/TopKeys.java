package org.jobdeck.cli;

/** Makes keys of the bytes that a terminal sends: those of the arrows are three. One thread. */
final class TopKeys {

    static final int UP = 0x10000;
    static final int DOWN = 0x10001;
    static final int ESCAPE = 0x1b;
    static final int NONE = -1;

    private int begun;

    /** The key that is complete with this byte; {@link #NONE} if none is. */
    int take(int next) {
        if (begun == 0) {
            begun = next == ESCAPE ? 1 : 0;
            return begun == 0 ? next : NONE;
        }
        if (begun == 1) {
            begun = next == '[' || next == 'O' ? 2 : 0;
            return begun == 0 ? next : NONE;
        }
        // numbers may stand between, as for the keys of functions
        if (next >= '0' && next <= '9' || next == ';') {
            return NONE;
        }
        begun = 0;
        return switch (next) {
            case 'A' -> UP;
            case 'B' -> DOWN;
            default -> NONE;
        };
    }

    /** When nothing follows: what was begun was the key Escape alone. */
    int pause() {
        boolean escape = begun == 1;
        begun = 0;
        return escape ? ESCAPE : NONE;
    }
}
