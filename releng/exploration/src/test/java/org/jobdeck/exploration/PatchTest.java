package org.jobdeck.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Changes are made where they fit, and nowhere else. */
class PatchTest {

    private static final String TEXT = """
            Mistake: two is not two.
            --- a/numbers
            +++ b/numbers
            @@ -1,3 +1,3 @@
             one
            -two
            +zwei
             three
            """;

    private final Patch patch = Patch.parse(TEXT);

    @Test
    void theFirstLineSaysWhatItIsFor() {
        assertEquals("Mistake: two is not two.", patch.title());
    }

    @Test
    void aChangeIsMade() {
        assertEquals("one\nzwei\nthree\nfour\n", patch.apply("numbers", "one\ntwo\nthree\nfour\n"));
    }

    @Test
    void aChangeFollowsItsPlace() {
        assertEquals("zero\none\nzwei\nthree\n", patch.apply("numbers", "zero\none\ntwo\nthree\n"));
    }

    @Test
    void aChangeThatFitsNowhereIsRefused() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> patch.apply("numbers", "one\ntwo and a half\nthree\n"));
        assertTrue(refused.getMessage().contains("write the patch anew"), refused.getMessage());
    }

    @Test
    void aChangeThatFitsInTwoPlacesIsRefused() {
        String twice = "zero\none\ntwo\nthree\none\ntwo\nthree\n";
        assertThrows(IllegalStateException.class, () -> patch.apply("numbers", twice));
    }

    @Test
    void whatIsNoPatchIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Patch.parse("just a text\n"));
    }
}
