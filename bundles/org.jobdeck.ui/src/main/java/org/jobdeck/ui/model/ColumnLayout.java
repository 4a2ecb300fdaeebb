package org.jobdeck.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which columns are shown, in which order and how wide.
 *
 * @param places every column once, from the left, those that are hidden included
 */
public record ColumnLayout(List<Place> places) {

    /** As it is as long as the user does not change it. */
    public static final ColumnLayout DEFAULT = new ColumnLayout(List.of());

    /** Narrower than that a column could not be caught again with the mouse. */
    private static final int NARROWEST = 20;

    private static final int WIDEST = 4000;

    /**
     * What becomes of a column.
     *
     * @param column the column
     * @param width how wide it is in points, when it is shown
     * @param shown whether it is
     */
    public record Place(Column column, int width, boolean shown) {

        /** Brings the width within bounds, and shows what cannot be hidden. */
        public Place {
            width = Math.clamp(width, NARROWEST, WIDEST);
            shown = shown || !column.canBeHidden();
        }
    }

    /** Lets later places of a column fall, and adds columns that have none. */
    public ColumnLayout {
        List<Place> all = new ArrayList<>();
        for (Place place : places) {
            if (all.stream().noneMatch(p -> p.column() == place.column())) {
                all.add(place);
            }
        }
        for (Column column : Column.values()) {
            if (all.stream().noneMatch(p -> p.column() == column)) {
                all.add(
                        Math.min(column.ordinal(), all.size()),
                        new Place(column, column.width(), column.isShownAtFirst()));
            }
        }
        places = List.copyOf(all);
    }

    /** The place of a column. */
    public Place of(Column column) {
        return places.stream().filter(p -> p.column() == column).findFirst().orElseThrow();
    }

    /** The columns that are shown, from the left. */
    public List<Column> shown() {
        return places.stream().filter(Place::shown).map(Place::column).toList();
    }

    /** The same with a column shown or hidden. */
    public ColumnLayout with(Column column, boolean shown) {
        return mapped(p -> p.column() == column ? new Place(column, p.width(), shown) : p);
    }

    /** The same with a column of another width. */
    public ColumnLayout with(Column column, int width) {
        return mapped(p -> p.column() == column ? new Place(column, width, p.shown()) : p);
    }

    /** The same columns in another order. */
    public ColumnLayout inOrder(List<Column> order) {
        return new ColumnLayout(order.stream().map(this::of).toList());
    }

    private ColumnLayout mapped(UnaryOperator<Place> change) {
        return new ColumnLayout(places.stream().map(change).toList());
    }
}
