package dev.mandate.audit.trail;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.TaskCapEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Says in one sentence how long somebody lets tasks last. */
@ApplicationScoped
class TaskCapNarrator {
    private final Doer doer;

    @Inject
    TaskCapNarrator(Doer doer) {
        this.doer = doer;
    }

    TrailRow tell(TaskCapEvent.Changed it) {
        return new TrailRow(
                        null,
                        null,
                        Doer.person(it.by()),
                        null,
                        null,
                        "task_cap_changed",
                        doer.named(it.by(), "Nobody") + " " + said(it) + Doer.because(it.reason()))
                .on(it.subject());
    }

    static String said(TaskCapEvent.Changed it) {
        var before = it.before() == null ? "" : ", which was " + Duration.ofSeconds(it.before());
        return it.longest() == null
                ? "says no longer how long tasks " + whose(it) + " may last" + before
                : "lets tasks " + whose(it) + " last " + Duration.ofSeconds(it.longest()) + " at most" + before;
    }

    private static String whose(TaskCapEvent.Changed it) {
        var name = PlainText.quoted(it.name());
        return switch (it.of()) {
            case AUTONOMY -> "of agents that are " + name;
            case CLIENT -> "of the agent or client " + name;
            case ROLE -> "that people with the role " + name + " give";
        };
    }
}
