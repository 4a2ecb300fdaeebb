package org.jobdeck.exploration;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.EventLoop;

/** A job under exploration with what the search knows of it by itself. Touched by whoever has the turn. */
final class Subject {

    private final int number;
    private final JobShape shape;
    private final EventLoop loop;
    private final Actor actor;
    private ExploredDriver driver;
    private Job job;

    /** The last state that was seen. */
    JobStatus last = JobStatus.CREATED;

    /** Pauses that the search asked for and has not taken back, the user's apart. */
    int pauses;

    /** Whether there are pauses that the body may not have been told of. */
    boolean notedOnly;

    /** Whether somebody who may do so has entered the job, or may do so right now, since its body fell asleep. */
    boolean excused;

    /** What its driver has answered to each question last: what the core keeps in local variables. */
    private final SortedMap<String, Boolean> answers = new TreeMap<>();

    /** Whether it failed early. */
    boolean failedEarly;

    /**
     * A job that is yet to be made.
     *
     * @param actor who runs its body; the main loop's actor if it runs there
     */
    Subject(int number, JobShape shape, EventLoop loop, Actor actor) {
        this.number = number;
        this.shape = shape;
        this.loop = loop;
        this.actor = actor;
    }

    void made(Job newJob, ExploredDriver newDriver) {
        job = newJob;
        driver = newDriver;
    }

    String name() {
        return "j" + number;
    }

    JobShape shape() {
        return shape;
    }

    EventLoop loop() {
        return loop;
    }

    Actor actor() {
        return actor;
    }

    ExploredDriver driver() {
        return driver;
    }

    Job job() {
        return job;
    }

    void answered(String question, boolean answer) {
        answers.put(question, answer);
    }

    void addTo(Fingerprint print) {
        answers.forEach((question, answer) -> print.add(question).add(answer));
        print.add(pauses).add(notedOnly).add(excused).add(failedEarly);
        driver.addTo(print);
    }
}
