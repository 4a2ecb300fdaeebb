package org.jobdeck.ui.model;

import java.util.List;
import java.util.Optional;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;

/** Speed limits to choose from and to write. */
public final class Speeds {

    private static final Messages TEXTS = Messages.of(Speeds.class);

    private static final long MIB = 1L << 20;

    /** The limits of the menus in bytes a second; 0 is none. */
    public static final List<Long> PRESETS =
            List.of(0L, MIB, 5 * MIB, 10 * MIB, 25 * MIB, 50 * MIB, 100 * MIB, 250 * MIB, 500 * MIB, 1024 * MIB);

    /** The units of a written limit. */
    public enum Unit {
        /** 1024 bytes a second. */
        KIB(Amount.Unit.KIB),
        /** 1024 KiB/s. */
        MIB(Amount.Unit.MIB),
        /** 1024 MiB/s. */
        GIB(Amount.Unit.GIB);

        private final Amount.Unit aSecond;

        Unit(Amount.Unit aSecond) {
            this.aSecond = aSecond;
        }

        /** How it is written. */
        public String label() {
            return aSecond.label() + "/s";
        }
    }

    private Speeds() {}

    /** The text of a preset in a menu. */
    public static String label(long bytesPerSecond) {
        return bytesPerSecond == 0 ? TEXTS.get("speed.none") : Units.limit(bytesPerSecond);
    }

    /** The limit in bytes a second that was written, as in "2.5" of a unit; empty if that is not a limit. */
    public static Optional<Long> parse(String number, Unit unit) {
        return Amount.parse(number, unit.aSecond);
    }

    /** The greatest unit in which a limit is a whole number; KiB/s for one that is none. */
    public static Unit unitFor(long bytesPerSecond) {
        if (bytesPerSecond == 0) {
            return Unit.MIB;
        }
        return switch (Amount.unitFor(bytesPerSecond)) {
            case B, KIB -> Unit.KIB;
            case MIB -> Unit.MIB;
            case GIB, TIB -> Unit.GIB;
        };
    }

    /** A limit as a number of a unit, without needless zeros. */
    public static String format(long bytesPerSecond, Unit unit) {
        return Amount.format(bytesPerSecond, unit.aSecond);
    }
}
