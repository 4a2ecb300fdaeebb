package org.jobdeck.daemon.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    @Test
    void leavesWhatIsNeededInItsOrder() throws IOException {
        Script shortest = shrink(script(100), "step 3", "step 50", "step 51", "step 99");

        assertEquals(
                List.of("step 3", "step 50", "step 51", "step 99"),
                shortest.steps().stream().map(Step::text).toList());
    }

    @Test
    void leavesNothingIfNothingIsNeeded() throws IOException {
        assertTrue(shrink(script(7)).steps().isEmpty());
    }

    @Test
    void leavesAScriptThatIsAsShortAsCanBe() throws IOException {
        Script script = script(1);

        assertEquals(script, shrink(script, "step 0"));
    }

    @Test
    void asksNoMoreThanItMust() throws IOException {
        int[] questions = {0};
        new Shrinker(script -> {
                    questions[0]++;
                    return script.steps().contains(new Step("step 300"));
                })
                .shrink(script(512));

        assertTrue(questions[0] < 60, () -> questions[0] + " questions");
    }

    @Test
    void dropsImagesThatNobodyNames() throws IOException {
        Image kept = new Image("image1", 512, Image.Content.DATA);
        Image dropped = new Image("image2", 512, Image.Content.DATA);
        Script script = new Script(
                5, List.of(kept, dropped), List.of(new Step("add $DIR/image1"), new Step("add $DIR/image2")));

        Script shortest = shrink(script, "add $DIR/image1");

        assertEquals(new Script(5, List.of(kept), List.of(new Step("add $DIR/image1"))), shortest);
    }

    private static Script script(int length) {
        return new Script(
                1,
                List.of(),
                IntStream.range(0, length)
                        .mapToObj(number -> new Step("step " + number))
                        .toList());
    }

    private static Script shrink(Script script, String... needed) throws IOException {
        List<Step> all = Stream.of(needed).map(Step::new).toList();
        return new Shrinker(one -> one.steps().containsAll(all)).shrink(script);
    }
}
