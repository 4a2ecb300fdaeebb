package org.jobdeck.ui.parts.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryOrigin;
import org.jobdeck.history.HistoryState;
import org.jobdeck.history.HistoryVerb;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.Figures;
import org.jobdeck.ui.model.StateText;

/** All that is known of an entry, as a text to read and to copy. */
final class HistoryDetail {

    private static final Messages TEXTS = Messages.of(HistoryDetail.class);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private HistoryDetail() {}

    /** What stands before an error. */
    static String error() {
        return TEXTS.get("error");
    }

    /** The whole text; its lines end with a newline. */
    static String of(HistoryEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(TEXTS.format("head", entry.job(), entry.type(), OutcomeWords.of(entry)));
        switch (entry.outcome()) {
            case LEFT, UNKNOWN, INTERRUPTED ->
                lines.add(TEXTS.get("explain." + entry.outcome().name().toLowerCase(Locale.ROOT)));
            case RUNNING, DONE, FAILED, CANCELLED -> {
                // the word says it
            }
        }
        if (entry.error() != null) {
            lines.add(error() + ": " + entry.error());
        }
        lines.add("");
        lines.add(where(entry.origin()));
        for (JobResource node : entry.nodes()) {
            String file = node.location().isEmpty() ? "" : "  ·  " + node.location();
            lines.add(node.role() + ": " + node.name() + file);
        }
        if (!entry.members().isEmpty()) {
            lines.add(TEXTS.format("members", String.join(", ", entry.members())));
        }
        lines.add(TEXTS.format(
                "progress",
                Units.bytes(entry.progress().current()),
                Units.bytes(entry.progress().total()),
                Figures.rate(entry.averageRate())));
        lines.add("");
        lines.add(TEXTS.format("timeline", HistoryColumn.time(entry.created())));
        lines.addAll(states(entry));
        if (!entry.verbs().isEmpty()) {
            lines.add("");
            lines.add(TEXTS.get("verbs"));
            entry.verbs().forEach(verb -> lines.add(verb(verb, entry)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String where(HistoryOrigin origin) {
        StringBuilder text = new StringBuilder(origin.source());
        if (!origin.machine().isEmpty() && !origin.source().contains(origin.machine())) {
            text.append("  ·  ").append(origin.machine());
        }
        if (!origin.address().isEmpty() && !origin.source().contains(origin.address())) {
            text.append("  ·  ").append(origin.address());
        }
        if (!origin.startedBy().isEmpty()) {
            text.append("  ·  ").append(TEXTS.format("started", origin.startedBy()));
        }
        return text.toString();
    }

    private static List<String> states(HistoryEntry entry) {
        List<String> lines = new ArrayList<>();
        List<HistoryState> states = entry.states();
        for (int i = 0; i < states.size(); i++) {
            HistoryState state = states.get(i);
            Instant end = i + 1 < states.size() ? states.get(i + 1).since() : entry.ended();
            boolean last = state.status() == JobStatus.NULL || end == null;
            String length = last ? "" : "   " + Lengths.of(java.time.Duration.between(state.since(), end));
            lines.add("  " + clock(state.since()) + "   " + StateText.of(state.status()) + length);
        }
        return lines;
    }

    /** With how long its answer took, and for a cancel how long until the job was gone. */
    private static String verb(HistoryVerb verb, HistoryEntry entry) {
        String answer;
        if (verb.outcome() == null) {
            answer = TEXTS.get("verb.open");
        } else if (verb.outcome().isDone()) {
            answer = TEXTS.format("verb.done", Lengths.of(verb.latency()));
        } else {
            answer = TEXTS.format(
                    "verb.refused", Lengths.of(verb.latency()), verb.outcome().error());
        }
        boolean ends = verb.verb().startsWith("cancel") && entry.ended() != null;
        String until = ends
                ? TEXTS.format("verb.ended", Lengths.of(java.time.Duration.between(verb.at(), entry.ended())))
                : "";
        return "  " + clock(verb.at()) + "   " + verb.verb() + ": " + answer + until;
    }

    private static String clock(Instant moment) {
        return CLOCK.format(moment.atZone(ZoneId.systemDefault()));
    }
}
