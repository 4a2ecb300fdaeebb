package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How the order changes that jobs are shown in. */
class RowOrderTest {

    private static final List<Column> SHOWN = List.of(Column.JOB, Column.STATE);

    @Test
    void theNextColumnsComeOneAfterTheOtherAndThenTheOrderOfCreation() {
        RowOrder first = RowOrder.CREATION.next(SHOWN);
        assertEquals(new RowOrder(Column.JOB, false), first);
        RowOrder second = first.reversed().next(SHOWN);
        assertEquals(new RowOrder(Column.STATE, false), second);
        assertEquals(RowOrder.CREATION, second.next(SHOWN));
    }

    @Test
    void afterAColumnThatIsHiddenNowTheFirstComes() {
        assertEquals(new RowOrder(Column.JOB, false), new RowOrder(Column.ERROR, true).next(SHOWN));
    }

    @Test
    void theOrderOfCreationHasNoOtherWayRound() {
        assertEquals(new RowOrder(Column.JOB, true), new RowOrder(Column.JOB, false).reversed());
        assertEquals(RowOrder.CREATION, RowOrder.CREATION.reversed());
    }
}
