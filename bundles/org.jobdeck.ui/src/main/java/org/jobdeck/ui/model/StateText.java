package org.jobdeck.ui.model;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.i18n.Messages;

/** A job's state in a word or two, for a cell of its own ("Running") or within a sentence ("running"). */
public final class StateText {

    /** A text as it stands within a sentence, and at the beginning of one; both ready, for every cell asks. */
    private record Word(String within, String capital) {

        static Word of(String within) {
            int first = within.codePointAt(0);
            String rest = within.substring(Character.charCount(first));
            return new Word(within, Character.toString(Character.toTitleCase(first)) + rest);
        }
    }

    private static final Messages TEXTS = Messages.of(StateText.class);

    private static final Map<JobStatus, Word> STATUS = words(JobStatus.class, "state.");
    private static final Map<SourceState, Word> SOURCE = words(SourceState.class, "source.");
    private static final Map<JobOutcome, Word> ENDED = words(JobOutcome.class, "ended.");

    private static final Word CANCELLING = Word.of(TEXTS.get("cancelling"));
    private static final Word PAUSING = Word.of(TEXTS.get("pausing"));
    private static final Word STALLED = Word.of(TEXTS.get("stalled"));
    private static final Word NO_SPACE = Word.of(TEXTS.get("stopped.nospace"));
    private static final Word IO_ERROR = Word.of(TEXTS.get("stopped.error"));
    private static final Word DONE = Word.of(TEXTS.get("concluded.done"));
    private static final Word CANCELLED = Word.of(TEXTS.get("concluded.cancelled"));
    private static final Word FAILED = Word.of(TEXTS.get("concluded.failed"));

    private StateText() {}

    private static <E extends Enum<E>> Map<E, Word> words(Class<E> kind, String family) {
        Map<E, Word> words = new EnumMap<>(kind);
        for (E each : kind.getEnumConstants()) {
            words.put(each, Word.of(TEXTS.get(family + each.name())));
        }
        return words;
    }

    /** The state of a job, as in "Running" or "Failed". */
    public static String of(JobSnapshot job) {
        return word(job).capital();
    }

    /** The state of a job, or that it is not known because its source says nothing at present. */
    public static String of(JobView job) {
        return word(job).capital();
    }

    /** The same within a sentence, as in "running". */
    public static String within(JobView job) {
        return word(job).within();
    }

    /** The state of a job that is there no more, as in "Ended: failed". */
    public static String of(JobOutcome outcome) {
        return ENDED.get(outcome).capital();
    }

    /** The state of a source, as in "Connection lost". */
    public static String of(SourceState state) {
        return SOURCE.get(state).capital();
    }

    /** The same within a sentence, as in "connection lost". */
    public static String within(SourceState state) {
        return SOURCE.get(state).within();
    }

    /** The plain name of a state, as in "Standby"; "Ended" for one that is there no more. */
    public static String of(JobStatus status) {
        return STATUS.get(status).capital();
    }

    /** The same within a sentence, as in "standby". */
    public static String within(JobStatus status) {
        return STATUS.get(status).within();
    }

    /** The states of several jobs: one word if they agree, otherwise how many are in which. */
    public static String ofAll(Collection<JobView> jobs) {
        Map<Word, Integer> counts = new LinkedHashMap<>();
        for (JobView job : jobs) {
            counts.merge(word(job), 1, Integer::sum);
        }
        if (counts.size() == 1) {
            return counts.keySet().iterator().next().capital();
        }
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().within())
                .collect(Collectors.joining(", "));
    }

    private static Word word(JobView job) {
        if (job.ending().isPresent()) {
            return ENDED.get(job.ending().get().outcome());
        }
        if (job.isStalled()) {
            return STALLED;
        }
        boolean known = job.isCurrent() || job.snapshot().status() == JobStatus.CONCLUDED;
        return known ? word(job.snapshot()) : SOURCE.get(job.sourceState());
    }

    private static Word word(JobSnapshot job) {
        if (job.ioStatus() != IoStatus.OK && !job.status().isCompleted()) {
            return job.ioStatus() == IoStatus.NOSPACE ? NO_SPACE : IO_ERROR;
        }
        Word plain = STATUS.get(job.status());
        return switch (job.status()) {
            case RUNNING -> job.cancelRequested() ? CANCELLING : job.pauseCount() > 0 ? PAUSING : plain;
            case PAUSED, STANDBY -> job.cancelRequested() ? CANCELLING : plain;
            case ABORTING -> Tone.of(job) == Tone.CANCELLED ? CANCELLING : plain;
            case CONCLUDED -> ofConcluded(Tone.of(job));
            default -> plain;
        };
    }

    private static Word ofConcluded(Tone tone) {
        return switch (tone) {
            case DONE -> DONE;
            case CANCELLED -> CANCELLED;
            default -> FAILED;
        };
    }
}
