package dev.mandate.authz.policies;

import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force: the active version of every published set and, for {@code main} and {@code governance} as long as none
 * of theirs is, the files. What is wrong anywhere is refused whole, and what was in force before stays.
 */
@ApplicationScoped
public class Policies {
    private static final Logger LOG = Logger.getLogger(Policies.class);

    private final PolicyDirectory directory;
    private final PublishedSets published = new PublishedSets(this::rebuild);
    private final @Nullable StateProjection<PolicyRecord> topic;
    private final BooleanSupplier known;
    private final MeterRegistry meters;
    private final Map<String, PolicySetVersion> files = new TreeMap<>();
    private volatile InForce inForce = InForce.NOTHING;
    private volatile boolean open;
    private volatile String refusal = "";

    @Inject
    Policies(PolicyConfig config, MeterRegistry meters, StateProjections projections) {
        this.directory = new PolicyDirectory(config, this::offer, this::refuse);
        this.meters = meters;
        this.topic = projections.of(PolicyRecord.FAMILY, published);
        this.known = topic::caughtUp;
        measure();
    }

    /** By files alone. */
    Policies(PolicyConfig config, MeterRegistry meters) {
        this.directory = new PolicyDirectory(config, this::offer, this::refuse);
        this.meters = meters;
        this.topic = null;
        this.known = () -> true;
        measure();
    }

    private void measure() {
        meters.gauge(
                "mandate.policies.in.force",
                this,
                self -> self.inForce.book().policies().size());
        meters.gauge("mandate.policies.refused", this, self -> self.refusal.isEmpty() ? 0 : 1);
        meters.gauge("mandate.policies.behind", this, self -> self.behind().size());
    }

    /** Permits nothing until it is known what has been published. */
    public PolicyBook current() {
        return known().book();
    }

    /** Who may publish. */
    public PolicyBook governance() {
        return known().governance();
    }

    /** What would be in force with this version in place of the active one of its set. */
    public PolicyBook with(PolicySetVersion candidate) {
        synchronized (files) {
            var active = InForce.with(files, published.snapshot().active());
            return InForce.bookOf(InForce.with(active, Map.of(candidate.set(), candidate)), null);
        }
    }

    /** False until a first set has been accepted; until then every answer is no. */
    public boolean inForce() {
        return current() != PolicyBook.NONE;
    }

    /** What is wrong with the newest files, one finding a line; empty if they are in force. */
    public String refusal() {
        return refusal;
    }

    /** By set, why its newest activation isn't in force here; the version before it is. */
    public Map<String, String> behind() {
        return published.snapshot().problems();
    }

    /** The files are there, but a published version has taken their place. */
    public boolean filesIgnored() {
        return directory.given() && published.snapshot().active().containsKey(PolicySetVersion.MAIN);
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

    /** Nothing counts before all of the topic has been read: what is missing might forbid something. */
    private InForce known() {
        if (!open && known.getAsBoolean()) {
            open = true;
            rebuild();
        }
        return inForce;
    }

    private void rebuild() {
        if (!open) return;
        synchronized (files) {
            var next = InForce.of(files, published.snapshot());
            if (!next.book().version().equals(inForce.book().version()))
                LOG.infof(
                        "%d policies in force, version %s",
                        next.book().policies().size(), next.book().version());
            inForce = next;
        }
        behind().forEach((set, problem) -> LOG.errorf("policy set %s stays as it was: %s", set, problem));
    }

    private void offer(PolicyFiles offered) {
        if (accept(PolicySetVersion.MAIN, offered)) refusal = "";
    }

    private boolean accept(String set, PolicyFiles offered) {
        var result = PolicyCompiler.compile(set, offered.digest(), offered, List.of());
        var findings = result.findings().stream().map(String::valueOf).collect(Collectors.joining("\n"));
        var version = result.version();
        if (version == null) {
            refuse(findings);
            return false;
        }
        if (!findings.isEmpty()) LOG.warnf("policies accepted with warnings:%n%s", findings);
        synchronized (files) {
            files.put(set, version);
        }
        rebuild();
        return true;
    }

    private void refuse(String why) {
        if (!why.equals(refusal)) {
            LOG.errorf(
                    "policies refused, version %s stays in force:%n%s",
                    inForce.book().version(), why);
            meters.counter("mandate.policies.refusals").increment();
        }
        refusal = why;
    }
}
