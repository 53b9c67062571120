package dev.mandate.authz.engine.policies;

import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.authz.PolicyRecord.Activation;
import dev.mandate.events.authz.PolicyRecord.Part;
import dev.mandate.events.authz.PolicyRecord.Published;
import dev.mandate.events.authz.PolicyRecord.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code authz.policies.v1} says is in force, put together of its parts. A version of which a part is missing, or whose
 * digest is another, doesn't come into force: the one before it stays. One thread tells it records.
 */
final class PublishedSets {
    private final Map<String, TreeMap<Integer, String>> parts = new HashMap<>();
    private final Map<String, Activation> activations = new HashMap<>();
    private final Map<String, PolicySetVersion> active = new TreeMap<>();
    private final Map<String, PolicySetVersion> shadows = new TreeMap<>();
    private final Map<String, String> problems = new TreeMap<>();
    private final Runnable changed;

    PublishedSets(Runnable changed) {
        this.changed = changed;
    }

    /**
     * An immutable picture of it.
     *
     * @param problems by set, what keeps its newest activation from coming into force
     * @param lost a set has been activated of which no version could be put together, so that nobody knows what it forbids
     */
    record Snapshot(
            Map<String, PolicySetVersion> active,
            Map<String, PolicySetVersion> shadows,
            Map<String, String> problems,
            boolean lost) {}

    synchronized Snapshot snapshot() {
        var lost = activations.values().stream()
                .anyMatch(activation -> activation.active() != null && !active.containsKey(activation.set()));
        return new Snapshot(new TreeMap<>(active), new TreeMap<>(shadows), new TreeMap<>(problems), lost);
    }

    void apply(PolicyRecord record) {
        if (record instanceof Published) return; // nothing is in force by it
        synchronized (this) {
            if (record instanceof Part part && !take(part)) return;
            if (record instanceof Activation activation) take(activation);
        }
        changed.run();
    }

    void unreadable(String key, String reason) {
        synchronized (this) {
            problems.put(key.split("/", 2)[0], "the record " + key + " can't be read: " + reason);
        }
        changed.run();
    }

    void forget(String key) {
        synchronized (this) {
            var slash = key.lastIndexOf('/');
            if (slash < 0) withdraw(key);
            else remove(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
        }
        changed.run();
    }

    /** @return whether anything may have come into force by it: parts come before the activation that names them */
    private boolean take(Part part) {
        var version = part.set() + "/" + part.version();
        if (part.deleted()) remove(version, part.number());
        else parts.computeIfAbsent(version, key -> new TreeMap<>()).put(part.number(), part.text());
        var activation = activations.get(part.set());
        if (activation == null || !problems.containsKey(part.set())) return false;
        take(activation);
        return true;
    }

    private void remove(String version, int number) {
        var known = parts.get(version);
        if (known == null) return;
        known.remove(number);
        if (known.isEmpty()) parts.remove(version);
    }

    private void take(Activation activation) {
        var set = activation.set();
        if (activation.deleted()) {
            withdraw(set);
            return;
        }
        activations.put(set, activation);
        problems.remove(set);
        become(active, set, activation.active());
        become(shadows, set, activation.shadow());
    }

    private void withdraw(String set) {
        activations.remove(set);
        active.remove(set);
        shadows.remove(set);
        problems.remove(set);
    }

    private void become(Map<String, PolicySetVersion> sets, String set, @Nullable Version version) {
        if (version == null) {
            sets.remove(set);
            return;
        }
        var name = set + "/" + version.version();
        var known = sets.get(set);
        if (known != null && known.name().equals(name)) return;
        try {
            sets.put(set, assembled(set, name, version));
        } catch (Incomplete e) {
            problems.put(set, e.getMessage());
        }
    }

    private PolicySetVersion assembled(String set, String name, Version version) throws Incomplete {
        var known = parts.getOrDefault(name, new TreeMap<>());
        var text = new StringBuilder();
        for (int number = 0; number < version.parts(); number++) {
            var part = known.get(number);
            if (part == null) throw new Incomplete("part " + number + " of " + name + " is missing");
            text.append(part);
        }
        if (!PolicyParts.digest(text.toString()).equals(version.digest()))
            throw new Incomplete(name + " has another digest than was activated");
        try {
            return PolicySetVersion.of(set, name, text.toString());
        } catch (RuntimeException e) {
            throw new Incomplete(name + " can't be compiled: " + e.getMessage());
        }
    }

    private static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1L;

        Incomplete(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
