package org.jobdeck.ui.model;

import java.util.function.Predicate;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.model.filter.FilterField;
import org.jobdeck.ui.model.filter.FilterSubject;
import org.jobdeck.ui.model.filter.FilterTrait;

/**
 * A job as filters are asked about it.
 *
 * @param job the job
 * @param source where it runs
 */
record JobSubject(JobView job, SourceFacts source) implements FilterSubject {

    @Override
    public boolean anyText(Predicate<String> condition) {
        JobSnapshot s = job.snapshot();
        return condition.test(s.id())
                || condition.test(s.type())
                || anyState(condition)
                || anyNode(condition)
                || job.devices().stream().anyMatch(condition)
                || (s.error() != null && condition.test(s.error()))
                || condition.test(source.machine().name())
                || condition.test(source.name());
    }

    @Override
    public boolean anyValue(FilterField field, Predicate<String> condition) {
        JobSnapshot s = job.snapshot();
        return switch (field) {
            case STATE -> anyState(condition);
            case TYPE -> condition.test(s.type());
            case SOURCE -> condition.test(source.name());
            case VM -> condition.test(source.machine().name());
            case NODE -> anyNode(condition);
            case ID -> condition.test(s.id());
            case ERROR -> s.error() != null && condition.test(s.error());
        };
    }

    @Override
    public boolean is(FilterTrait trait) {
        boolean concluded = job.snapshot().status() == JobStatus.CONCLUDED;
        return switch (trait) {
            case STALLED -> job.isStalled();
            case ENDED -> job.isEnded();
            case CONCLUDED -> concluded && !job.isEnded();
            case LIVE -> !concluded && !job.isEnded();
        };
    }

    private boolean anyState(Predicate<String> condition) {
        return condition.test(StateText.of(job))
                || (!job.isEnded() && condition.test(job.snapshot().status().qmpName()));
    }

    private boolean anyNode(Predicate<String> condition) {
        for (JobResource node : job.snapshot().resources()) {
            if (condition.test(node.name()) || condition.test(node.location())) {
                return true;
            }
        }
        return false;
    }
}
