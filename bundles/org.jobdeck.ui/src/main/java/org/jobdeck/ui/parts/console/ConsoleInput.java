package org.jobdeck.ui.parts.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;

/** The line in which commands are written: with completion on Ctrl+Space and Tab, and what was sent on Up and Down. */
final class ConsoleInput {

    private static final int POPUP_WIDTH = 420;
    private static final int POPUP_HEIGHT = 240;

    private final Text text;
    private final Supplier<Completion> completion;
    private final Consumer<String> send;
    private final InputHistory history = new InputHistory();
    private final Adapter adapter;

    /** The proposals can be opened from here, too, not by its key alone. */
    private static final class Adapter extends ContentProposalAdapter {
        Adapter(Text text, Supplier<Completion> completion) {
            super(
                    text,
                    new TextContentAdapter(),
                    (contents, position) -> completion.get().at(contents, position).stream()
                            .map(p -> (IContentProposal) new ContentProposal(p.line(), p.label(), null, p.caret()))
                            .toArray(IContentProposal[]::new),
                    KeyStroke.getInstance(SWT.CTRL, ' '),
                    null);
            setProposalAcceptanceStyle(PROPOSAL_REPLACE);
            setPopupSize(new Point(POPUP_WIDTH, POPUP_HEIGHT));
        }

        void open() {
            openProposalPopup();
        }
    }

    /**
     * An empty line.
     *
     * @param completion knows what could stand there
     * @param send takes what was written when the user says so
     */
    ConsoleInput(Composite parent, Supplier<Completion> completion, Consumer<String> send) {
        this.completion = completion;
        this.send = send;
        text = new Text(parent, SWT.BORDER);
        text.setFont(JFaceResources.getTextFont());
        adapter = new Adapter(text, completion);
        text.addListener(SWT.DefaultSelection, e -> send());
        text.addListener(SWT.KeyDown, this::key);
        text.addListener(SWT.Traverse, this::traverse);
    }

    Text control() {
        return text;
    }

    private void send() {
        if (adapter.isProposalPopupOpen()) {
            // Enter takes the proposal
            return;
        }
        String line = text.getText().strip();
        if (!line.isEmpty()) {
            history.add(line);
            text.setText("");
        }
        send.accept(line);
    }

    private void key(Event event) {
        if (adapter.isProposalPopupOpen() || (event.stateMask & SWT.MODIFIER_MASK) != 0) {
            return;
        }
        if (event.keyCode == SWT.ARROW_UP) {
            show(history.back(text.getText()));
            event.doit = false;
        } else if (event.keyCode == SWT.ARROW_DOWN) {
            show(history.forward(text.getText()));
            event.doit = false;
        }
    }

    private void show(String line) {
        text.setText(line);
        text.setSelection(line.length());
    }

    /** Tab completes where something is written; in an empty line it leads on, so that nobody is caught here. */
    private void traverse(Event event) {
        if (event.detail != SWT.TRAVERSE_TAB_NEXT || text.getText().isBlank()) {
            return;
        }
        List<Completion.Proposal> proposals = completion.get().at(text.getText(), text.getCaretPosition());
        if (proposals.isEmpty()) {
            return;
        }
        event.doit = false;
        String line = text.getText();
        if (proposals.size() == 1) {
            text.setText(proposals.getFirst().line());
            text.setSelection(proposals.getFirst().caret());
            return;
        }
        Optional<String> common = Completion.common(proposals);
        if (text.getCaretPosition() == line.length()
                && common.filter(c -> c.length() > line.length()).isPresent()) {
            show(common.get());
        } else {
            adapter.open();
        }
    }
}
