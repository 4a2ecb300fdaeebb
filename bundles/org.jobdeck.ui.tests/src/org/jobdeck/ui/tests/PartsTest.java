package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.source.graph.GraphBitmap;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.ui.model.RowKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks into the parts around the tree of the running window and uses them as a user does. */
class PartsTest {

    private static final TellingSource SOURCE = new TellingSource();
    private static RunningApp app;

    @BeforeAll
    static void open() throws Exception {
        app = new RunningApp(Sample.workspace(SOURCE));
    }

    @AfterAll
    static void close() throws Exception {
        app.close();
    }

    @BeforeEach
    void startEmpty() throws Exception {
        bring("Overview");
        bring("Details");
        app.onUi(() -> {
            app.filter().setText("");
            app.desk().selection().set(List.of());
            return null;
        });
        SOURCE.jobs.clear();
        SOURCE.machine = MachineStatus.NONE;
        app.until("the end of all jobs", () -> app.desk().model().jobCount() == 0);
        app.onUi(() -> {
            app.desk().clearEnded();
            return null;
        });
    }

    // the user's eyes and hands

    private static <T extends Control> List<T> all(Class<T> kind) {
        List<T> found = new ArrayList<>();
        collect(app.shell(), kind, found);
        return found;
    }

    private static <T extends Control> void collect(Composite parent, Class<T> kind, List<T> found) {
        for (Control child : parent.getChildren()) {
            if (child.isVisible() && kind.isInstance(child)) {
                found.add(kind.cast(child));
            }
            if (child instanceof Composite composite) {
                collect(composite, kind, found);
            }
        }
    }

    /** Brings a part to the front by its tab. */
    private static void bring(String part) {
        app.onUi(() -> {
            for (CTabFolder folder : all(CTabFolder.class)) {
                for (CTabItem item : folder.getItems()) {
                    if (item.getText().equals(part)) {
                        folder.setSelection(item);
                        Event event = new Event();
                        event.item = item;
                        folder.notifyListeners(SWT.Selection, event);
                        return null;
                    }
                }
            }
            throw new AssertionError("there is no part '" + part + "'");
        });
    }

    private static Optional<Link> link(String text) {
        return all(Link.class).stream()
                .filter(link -> link.getText().contains("<a>" + text + "</a>"))
                .findFirst();
    }

    private static void follow(String text) throws Exception {
        app.until("the link '" + text + "'", () -> link(text).isPresent());
        app.onUi(() -> {
            Event event = new Event();
            event.text = text;
            link(text).orElseThrow().notifyListeners(SWT.Selection, event);
            return null;
        });
    }

    private static Button button(String text) {
        return all(Button.class).stream()
                .filter(button -> button.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static void press(String text) {
        app.onUi(() -> {
            Button button = button(text);
            if ((button.getStyle() & SWT.CHECK) != 0) {
                button.setSelection(!button.getSelection());
            }
            button.notifyListeners(SWT.Selection, new Event());
            return null;
        });
    }

    /** The texts of a column of the only table that is shown. */
    private static List<String> column(int index) {
        Table table = all(Table.class).getFirst();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < table.getItemCount(); i++) {
            TableItem item = table.getItem(i);
            texts.add(item.getText(index));
        }
        return texts;
    }

    private static boolean reads(String part) {
        return all(Text.class).stream().anyMatch(text -> text.getText().contains(part));
    }

    private static void choose(Sample job) throws Exception {
        app.until(
                "the job",
                () -> app.desk().model().allJobs().stream()
                        .anyMatch(each -> each.snapshot().key().equals(job.key())));
        app.onUi(() -> {
            app.desk().selection().set(List.of(new RowKey.Job(0, job.key())));
            return null;
        });
    }

    private static List<String> chosen() {
        return app.desk().selectedJobs().stream()
                .map(job -> job.snapshot().id())
                .toList();
    }

    // the parts

    @Test
    void figuresOfTheOverviewLeadToTheirRows() throws Exception {
        Sample ready = Sample.job(1, "alpha", JobStatus.READY, 100);
        SOURCE.jobs.put(
                ready.snapshot(), Sample.job(2, "beta", JobStatus.RUNNING, 10).snapshot());
        follow("1 running");
        app.until("the filter", () -> app.filter().getText().contains("running"));
        app.until("one row", () -> app.desk().model().shownCount() == 1);
        // the ready job is filtered out, but its link leads to it all the same
        follow("alpha");
        app.until("the choice", () -> chosen().equals(List.of("alpha")));
        assertEquals("", app.onUi(() -> app.filter().getText()));
        follow("2 jobs");
        app.until("all rows", () -> app.desk().model().shownCount() == 2);
    }

    @Test
    void aMachineStoppedByItsDisksIsAnAlarmInOverviewAndDetails() throws Exception {
        Sample job = Sample.job(1, "alpha", JobStatus.RUNNING, 40);
        SOURCE.machine = new MachineStatus("web", "io-error", false);
        SOURCE.jobs.put(job.snapshot());
        app.until(
                "the alarm",
                () -> all(Link.class).stream()
                        .anyMatch(link -> link.getText().contains("ALARM: machine stopped, io-error")));
        choose(job);
        app.until("what to do", () -> reads("Free room where its images are, and resume the machine."));
        assertTrue(app.onUi(() -> app.says("web: io-error")));
    }

    @Test
    void aSourceIsCalledByItsMachineAndItsAddressIsBeside() throws Exception {
        SOURCE.machine = new MachineStatus("web", "running", true);
        SOURCE.jobs.put(Sample.job(1, "alpha", JobStatus.RUNNING, 40).snapshot());
        String both = "web  ·  " + SOURCE.name();
        app.until(
                "the link with its tip",
                () -> all(Link.class).stream()
                        .anyMatch(
                                link -> link.getText().startsWith("<a>web</a>") && both.equals(link.getToolTipText())));
        bring("Console");
        app.until(
                "the choice of sources",
                () -> all(Combo.class).stream()
                        .anyMatch(combo -> combo.getText().equals(both)));
    }

    @Test
    void detailsLeadToTheOthersOfATransaction() throws Exception {
        Sample one = Sample.job(1, "alpha", JobStatus.RUNNING, 40).in(7);
        SOURCE.jobs.put(
                one.snapshot(),
                Sample.job(2, "beta", JobStatus.WAITING, 100).in(7).snapshot());
        choose(one);
        follow("beta");
        app.until("the other", () -> chosen().equals(List.of("beta")));
        app.until("its details", () -> link("alpha").isPresent());
    }

    @Test
    void eventsAreListedFilteredAndHeld() throws Exception {
        bring("Events");
        SOURCE.tell("JOB_STATUS_CHANGE", JsonDocument.parseObject("{'id': 'first-job', 'status': 'ready'}"));
        SOURCE.tell("JOB_STATUS_CHANGE", JsonDocument.parseObject("{'id': 'other-job', 'status': 'running'}"));
        app.until("two events", () -> !all(Table.class).isEmpty() && column(4).contains("is now running"));
        Text filter = app.onUi(() -> all(Text.class).stream()
                .filter(text -> text.getMessage().equals("Filter events"))
                .findFirst()
                .orElseThrow());
        app.onUi(() -> {
            filter.setText("!other-job state:ready");
            return null;
        });
        app.until("one event", () -> column(3).equals(List.of("first-job")));
        press("Hold");
        SOURCE.tell("JOB_STATUS_CHANGE", JsonDocument.parseObject("{'id': 'late-job', 'status': 'ready'}"));
        app.frames(8);
        assertEquals(List.of("first-job"), app.onUi(() -> column(3)));
        press("Hold");
        app.until("what came meanwhile", () -> column(3).equals(List.of("first-job", "late-job")));
        press("Clear");
        app.until("nothing", () -> app.says("No event matches the filter"));
        app.onUi(() -> {
            filter.setText("");
            return null;
        });
    }

    @Test
    void rawAnswersAreShownWordForWordAndCopied() throws Exception {
        SOURCE.answers.put("query-jobs", JsonDocument.parse("[{'id': 'alpha', 'type': 'backup', 'extra': 'as told'}]"));
        SOURCE.answers.put("query-block-jobs", JsonDocument.parse("[]"));
        Sample job = Sample.job(1, "alpha", JobStatus.RUNNING, 40);
        SOURCE.jobs.put(job.snapshot());
        choose(job);
        bring("Raw JSON");
        app.until("the answer", () -> reads("\"extra\": \"as told\""));
        press("Copy");
        String copied = app.onUi(() -> {
            Clipboard clipboard = new Clipboard(app.display());
            try {
                return (String) clipboard.getContents(TextTransfer.getInstance());
            } finally {
                clipboard.dispose();
            }
        });
        JsonObject object = JsonDocument.parseObject(copied);
        assertEquals(
                "as told",
                object.object("query-jobs").orElseThrow().string("extra").orElseThrow());
    }

    @Test
    void partsThatNobodySeesAskNobody() throws Exception {
        SOURCE.answers.put("query-jobs", JsonDocument.parse("[]"));
        SOURCE.answers.put("query-block-jobs", JsonDocument.parse("[]"));
        bring("Raw JSON");
        bring("Node graph");
        bring("Overview");
        bring("Details");
        app.frames(5);
        int commands = SOURCE.commands.get();
        int graphs = SOURCE.graphs.get();
        Sample job = Sample.job(1, "alpha", JobStatus.RUNNING, 40);
        SOURCE.jobs.put(job.snapshot());
        choose(job);
        app.frames(25);
        assertEquals(commands, SOURCE.commands.get());
        assertEquals(graphs, SOURCE.graphs.get());
    }

    @Test
    void aMirrorThatIsDirtiedFasterThanItCopiesIsCalledSoAndItsCopyModeCanBeSwitched() throws Exception {
        SOURCE.answers.put("query-commands", JsonDocument.parse("[{'name': 'block-job-change'}]"));
        Sample job = Sample.job(1, "alpha", JobStatus.RUNNING, 0);
        Instant created = Instant.now();
        SOURCE.jobs.put(mirror(job, created, 0, 100 << 20));
        choose(job);
        bring("Charts");
        long[] step = {0};
        app.until("the verdict", () -> {
            step[0]++;
            SOURCE.jobs.put(mirror(job, created, step[0] << 16, (100 << 20) + (step[0] << 18)));
            return reads("Dirtying faster than copying");
        });
        app.until(
                "the switch",
                () -> all(Button.class).stream()
                        .anyMatch(button -> button.getText().equals("Copy as the guest writes")));
        press("Copy as the guest writes");
        FakeSource.Asked asked = SOURCE.jobs.verbs.poll(10, TimeUnit.SECONDS);
        assertNotNull(asked, "the verb has not reached the source");
        assertEquals(
                new VerbRequest.Change(new JobChange("mirror", Map.of("copy-mode", "write-blocking"))), asked.verb());
        asked.outcome().complete(VerbOutcome.DONE);
        app.until("the outcome", () -> app.says("Copy mode of ‘alpha’: write-blocking."));
    }

    private static JobSnapshot mirror(Sample job, Instant created, long done, long all) {
        JobSnapshot s = job.snapshot();
        return new JobSnapshot(
                s.key(),
                s.id(),
                "mirror",
                s.status(),
                created,
                created,
                new JobProgress.Value(done, all),
                0,
                0,
                false,
                true,
                false,
                false,
                true,
                false,
                IoStatus.OK,
                null,
                0,
                s.txn(),
                1,
                s.resources());
    }

    @Test
    void nodesAreDrawnListedAndLinkedToTheirJobs() throws Exception {
        GraphBitmap broken = new GraphBitmap("daily", 0, 65536, false, false, true, true);
        SOURCE.graph = new NodeGraph(
                List.of(
                        new GraphNode("top", "qcow2", "/images/top.qcow2", false, 1 << 20, -1, List.of(broken)),
                        new GraphNode("file", "file", "/images/top.qcow2", false, 1 << 20, -1, List.of()),
                        new GraphNode("lonely", "raw", "/images/else", true, 1 << 20, -1, List.of())),
                List.of(new GraphEdge("top", "file", "file")),
                List.of(
                        new GraphUser(GraphUser.Kind.JOB, "alpha", "top", "main node"),
                        new GraphUser(GraphUser.Kind.JOB, "beta", "lonely", "target")));
        Sample alpha = Sample.job(1, "alpha", JobStatus.RUNNING, 40);
        SOURCE.jobs.put(
                alpha.snapshot(), Sample.job(2, "beta", JobStatus.RUNNING, 10).snapshot());
        choose(alpha);
        bring("Node graph");
        app.until("the nodes of the job", () -> app.says("2 of 3 nodes"));
        press("List");
        app.until("the list", () -> !all(Table.class).isEmpty());
        assertEquals(List.of("top", "file"), app.onUi(() -> column(0)));
        assertEquals("alpha (main node)", app.onUi(() -> column(2)).getFirst());
        assertTrue(app.onUi(() -> column(4)).getFirst().contains("block-dirty-bitmap-remove, node top"));
        press("All");
        app.until("all nodes", () -> column(0).equals(List.of("top", "file", "lonely")));
        // with the keyboard to the lonely node, which belongs to the other job
        app.onUi(() -> {
            Table table = all(Table.class).getFirst();
            Event event = new Event();
            event.item = table.getItem(2);
            table.notifyListeners(SWT.Selection, event);
            Event enter = new Event();
            enter.keyCode = SWT.CR;
            picture().notifyListeners(SWT.KeyDown, enter);
            return null;
        });
        app.until("the other job", () -> chosen().equals(List.of("beta")));
        press("All");
        press("List");
        assertFalse(app.onUi(() -> all(Canvas.class)).isEmpty());
    }

    /** The canvas of the picture: of those that are shown, the one without children that takes keys. */
    private static Canvas picture() {
        return all(Canvas.class).stream()
                .filter(canvas -> canvas.getListeners(SWT.MouseVerticalWheel).length > 0)
                .filter(canvas ->
                        Arrays.asList(canvas.getParent().getChildren()).size() == 1)
                .findFirst()
                .orElseThrow();
    }
}
