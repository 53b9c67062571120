package dev.mandate.authz.policies;

import dev.mandate.authz.engine.policies.PolicyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Offers the shipped files once, or those of a directory whenever they change. */
final class PolicyDirectory {
    private final Optional<Path> directory;
    private final PolicyConfig config;
    private final Consumer<PolicyFiles> offer;
    private final Consumer<String> refuse;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "policy-files"));
    private String seen = "";

    PolicyDirectory(PolicyConfig config, Consumer<PolicyFiles> offer, Consumer<String> refuse) {
        this.directory = config.directory();
        this.config = config;
        this.offer = offer;
        this.refuse = refuse;
    }

    boolean given() {
        return directory.isPresent();
    }

    void start() {
        if (directory.isEmpty()) {
            offer.accept(PolicyFiles.shipped());
            return;
        }
        look();
        var millis = config.interval().toMillis();
        var unused = watch.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop() {
        watch.shutdownNow();
    }

    private void look() {
        var path = directory.orElseThrow();
        try {
            var fingerprint = PolicyFiles.fingerprint(path);
            if (fingerprint.equals(seen)) return;
            offer.accept(PolicyFiles.in(path));
            seen = fingerprint;
        } catch (IOException | RuntimeException e) {
            refuse.accept(path + " can't be read: " + e);
        }
    }
}
