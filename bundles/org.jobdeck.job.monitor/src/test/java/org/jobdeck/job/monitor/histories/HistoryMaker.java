package org.jobdeck.job.monitor.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes a history out of a seed: the same one for the same seed. */
final class HistoryMaker {

    private static final int MOST_JOBS = 5;
    private static final int MOST_STEPS = 40;
    private static final int MOST_ACTS = 6;

    private final SplittableRandom random;

    private HistoryMaker(long seed) {
        random = new SplittableRandom(seed);
    }

    static History of(long seed) {
        return new HistoryMaker(seed).history();
    }

    private History history() {
        List<JobScript> jobs = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_JOBS);
        for (int number = 0; number < count; number++) {
            jobs.add(job(number));
        }
        List<Step> steps = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            if (random.nextInt(3) > 0) {
                steps.add(new Step(StepKind.START, number, 0));
            }
        }
        int length = 1 + random.nextInt(MOST_STEPS);
        for (int i = 0; i < length; i++) {
            steps.add(new Step(kind(), random.nextInt(count), random.nextInt(4)));
        }
        return new History(jobs, steps);
    }

    private JobScript job(int number) {
        return new JobScript(
                number,
                pick(Spot.values()),
                random.nextInt(2) == 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                pick(Answer.values()),
                random.nextInt(6) == 0,
                random.nextInt(5) == 0,
                body());
    }

    private List<Act> body() {
        List<Act> acts = new ArrayList<>();
        int length = random.nextInt(MOST_ACTS + 1);
        for (int i = 0; i < length; i++) {
            // what ends a body is rarer than what it does on its way
            acts.add(random.nextInt(8) == 0 ? pick(Act.values()) : Act.values()[random.nextInt(Act.FAIL.ordinal())]);
        }
        if (random.nextInt(3) == 0) {
            // as a mirror does
            acts.add(Act.READY);
            acts.add(Act.WAIT_FOR_ORDER);
        }
        return acts;
    }

    private StepKind kind() {
        // without a start or a rest here and there hardly anything happens
        return switch (random.nextInt(8)) {
            case 0 -> StepKind.START;
            case 1 -> StepKind.REST;
            default -> pick(StepKind.values());
        };
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
