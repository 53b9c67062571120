package dev.mandate.authz.policies;

import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.messaging.health.DigestFigure;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the {@link Policies} by their stream and, for {@code main} and {@code governance} as long as none of theirs is in force, by files. */
@ApplicationScoped
public class PolicyProjection {
    private static final Logger LOG = Logger.getLogger(PolicyProjection.class);

    private final PolicyDirectory directory;
    private final Policies policies;
    private final @Nullable StateProjection<PolicyRecord> topic;
    private final MeterRegistry meters;
    private final Map<String, PolicyFiles> standIns = new ConcurrentHashMap<>();
    private volatile String refusal = "";

    @Inject
    PolicyProjection(PolicyConfig config, MeterRegistry meters, StateProjections projections) {
        this.directory = new PolicyDirectory(config, this::offer, this::refuse);
        this.meters = meters;
        this.policies = new Policies(this::caughtUp);
        this.topic = projections.of(PolicyRecord.FAMILY, new PolicyListener(policies));
        measure();
    }

    /** By files alone. */
    PolicyProjection(PolicyConfig config, MeterRegistry meters) {
        this.directory = new PolicyDirectory(config, this::offer, this::refuse);
        this.meters = meters;
        this.policies = Policies.ofFiles();
        this.topic = null;
        measure();
    }

    private boolean caughtUp() {
        return topic != null && topic.caughtUp();
    }

    private void measure() {
        meters.gauge(
                "mandate.policies.in.force",
                policies,
                known -> known.current().policies().size());
        DigestFigure.register(
                meters, "mandate.policies.digest", () -> policies.current().version());
        meters.gauge("mandate.policies.refused", this, self -> self.refusal.isEmpty() ? 0 : 1);
        meters.gauge(
                "mandate.policies.behind", policies, known -> known.behind().size());
    }

    @Produces
    @Singleton
    Policies policies() {
        return policies;
    }

    /** What is wrong with the newest files, one finding a line; empty if they are in force. */
    String refusal() {
        return refusal;
    }

    /** What is in force of a set of which no version is: the files that were accepted last; empty where there are none. */
    public Optional<PolicyFiles> standIn(String set) {
        return Optional.ofNullable(standIns.get(set));
    }

    /** Those of the directory that are in force; empty where there is none, or where a published version counts. */
    public Optional<PolicyFiles> ofDirectory() {
        return directory.given() && !policies.published(PolicySetVersion.MAIN)
                ? standIn(PolicySetVersion.MAIN)
                : Optional.empty();
    }

    /** The files are there, but a published version has taken their place. */
    boolean filesIgnored() {
        return directory.given() && policies.published(PolicySetVersion.MAIN);
    }

    void start(@Observes StartupEvent event) {
        accept(PolicySetVersion.GOVERNANCE, PolicyFiles.shippedGovernance());
        directory.start();
        if (topic != null) topic.start();
    }

    void stop(@Observes ShutdownEvent event) {
        directory.stop();
        if (topic != null) topic.close();
    }

    private void offer(PolicyFiles offered) {
        if (accept(PolicySetVersion.MAIN, offered)) refusal = "";
    }

    private boolean accept(String set, PolicyFiles offered) {
        return policies.standIn(set, offered)
                .fold(
                        compiled -> {
                            if (!compiled.warnings().isEmpty())
                                LOG.warnf("policies accepted with warnings:%n%s", lines(compiled.warnings()));
                            standIns.put(set, offered);
                            return true;
                        },
                        refused -> {
                            refuse(lines(refused.findings()));
                            return false;
                        });
    }

    private static String lines(List<Finding> findings) {
        return findings.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    private void refuse(String why) {
        if (!why.equals(refusal)) {
            LOG.errorf(
                    "policies refused, version %s stays in force:%n%s",
                    policies.current().version(), why);
            meters.counter("mandate.policies.refusals").increment();
        }
        refusal = why;
    }

    private record PolicyListener(Policies policies) implements StateListener<PolicyRecord> {
        @Override
        public void applied(PolicyRecord record) {
            policies.apply(record);
        }

        @Override
        public void unreadable(String key, String reason) {
            policies.unreadable(key, reason);
        }

        @Override
        public void removed(String key) {
            policies.forget(key);
        }
    }
}
