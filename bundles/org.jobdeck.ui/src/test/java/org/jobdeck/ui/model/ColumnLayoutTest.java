package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnLayoutTest {

    @Test
    void everyColumnHasOnePlace() {
        ColumnLayout columns = new ColumnLayout(List.of(
                new ColumnLayout.Place(Column.ERROR, 100, true), new ColumnLayout.Place(Column.ERROR, 200, false)));
        assertEquals(Column.values().length, columns.places().size());
        assertEquals(100, columns.of(Column.ERROR).width());
        assertEquals(
                Column.values().length, columns.places().stream().distinct().count());
    }

    @Test
    void columnsAreShownHiddenMovedAndWidened() {
        ColumnLayout columns = ColumnLayout.DEFAULT.with(Column.VM, true).with(Column.TYPE, false);
        assertTrue(columns.shown().contains(Column.VM));
        assertFalse(columns.shown().contains(Column.TYPE));
        assertEquals(77, columns.with(Column.VM, 77).of(Column.VM).width());
        List<Column> order = new ArrayList<>(Arrays.asList(Column.values()));
        order.remove(Column.VM);
        order.addFirst(Column.VM);
        assertEquals(Column.VM, columns.inOrder(order).shown().getFirst());
    }

    @Test
    void whatTheRowsStandForIsAlwaysThere() {
        assertTrue(ColumnLayout.DEFAULT.with(Column.JOB, false).shown().contains(Column.JOB));
        assertEquals(
                20, ColumnLayout.DEFAULT.with(Column.JOB, -5).of(Column.JOB).width());
    }

    /** A column that comes with a new version takes its place although the user has chosen columns before. */
    @Test
    void aColumnThatIsNotMentionedIsAtItsPlace() {
        ColumnLayout columns = new ColumnLayout(ColumnLayout.DEFAULT.places().stream()
                .filter(p -> p.column() != Column.STATE)
                .toList());
        assertEquals(ColumnLayout.DEFAULT, columns);
    }
}
