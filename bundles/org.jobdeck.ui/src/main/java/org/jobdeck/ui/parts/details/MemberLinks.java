package org.jobdeck.ui.parts.details;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.StateText;

/** The other jobs of a transaction, to go to. */
final class MemberLinks {

    private static final Messages TEXTS = Messages.of(MemberLinks.class);

    private static final int MOST = 20;

    private final Link link;
    private List<JobView> members = List.of();
    private String shown = "";

    MemberLinks(Composite parent, Desk desk) {
        link = new Link(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(link);
        link.addListener(SWT.Selection, e -> {
            int index = Integer.parseInt(e.text);
            if (index < members.size()) {
                desk.selection().set(List.of(members.get(index).rowKey()));
            }
        });
    }

    /** Shows the others; whether that may need another amount of room. */
    boolean show(List<JobView> others) {
        members = others;
        String text = IntStream.range(0, Math.min(MOST, others.size()))
                .mapToObj(i -> line(i, others.get(i)))
                .collect(Collectors.joining("\n"));
        if (others.size() > MOST) {
            text += "\n" + TEXTS.format("members.more", String.valueOf(others.size() - MOST));
        }
        if (text.equals(shown)) {
            return false;
        }
        boolean moved = text.lines().count() != shown.lines().count();
        shown = text;
        link.setText(text);
        return moved;
    }

    private static String line(int index, JobView job) {
        return "<a href=\"" + index + "\">" + job.snapshot().id().replace("&", "&&") + "</a>  " + StateText.of(job)
                + ", " + Units.percent(job.fraction());
    }
}
