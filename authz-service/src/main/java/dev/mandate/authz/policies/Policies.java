package dev.mandate.authz.policies;

import dev.mandate.authz.cedar.PolicySet;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The policies in force. A set that is wrong anywhere is refused whole, and the one before stays. */
@ApplicationScoped
public class Policies {
    private static final Logger LOG = Logger.getLogger(Policies.class);
    private static final PolicyBook NONE = new PolicyBook(PolicySet.compile(List.of()), "none");

    private final Optional<Path> directory;
    private final PolicyConfig config;
    private final MeterRegistry meters;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "policy-files"));
    private volatile PolicyBook book = NONE;
    private volatile String refusal = "";
    private String seen = "";

    Policies(PolicyConfig config, MeterRegistry meters) {
        this.directory = config.directory();
        this.config = config;
        this.meters = meters;
        meters.gauge(
                "mandate.policies.in.force", this, self -> self.book.policies().size());
        meters.gauge("mandate.policies.refused", this, self -> self.refusal.isEmpty() ? 0 : 1);
    }

    public PolicyBook current() {
        return book;
    }

    /** False until a first set has been accepted; until then every answer is no. */
    public boolean inForce() {
        return book != NONE;
    }

    /** What is wrong with the newest files, one finding a line; empty if they are in force. */
    public String refusal() {
        return refusal;
    }

    void start(@Observes StartupEvent event) {
        if (directory.isEmpty()) {
            offer(PolicyFiles.shipped());
            return;
        }
        look();
        var millis = config.interval().toMillis();
        var unused = watch.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        watch.shutdownNow();
    }

    private void look() {
        var path = directory.orElseThrow();
        try {
            var fingerprint = PolicyFiles.fingerprint(path);
            if (fingerprint.equals(seen)) return;
            offer(PolicyFiles.in(path));
            seen = fingerprint;
        } catch (IOException | RuntimeException e) {
            refuse(path + " can't be read: " + e);
        }
    }

    private void offer(PolicyFiles files) {
        var result = PolicyCompiler.compile(files);
        var findings = result.findings().stream().map(String::valueOf).collect(Collectors.joining("\n"));
        if (result.book() == null) {
            refuse(findings);
            return;
        }
        if (!findings.isEmpty()) LOG.warnf("policies accepted with warnings:%n%s", findings);
        book = result.book();
        refusal = "";
        LOG.infof("%d policies in force, version %s", book.policies().size(), book.version());
    }

    private void refuse(String why) {
        if (!why.equals(refusal)) {
            LOG.errorf("policies refused, version %s stays in force:%n%s", book.version(), why);
            meters.counter("mandate.policies.refusals").increment();
        }
        refusal = why;
    }
}
