package dev.mandate.authz.engine.policies;

import dev.mandate.events.authz.PolicyRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The policies in force: the active version of every published set and, for a set of which none is, the files that stand in for it.
 * What is wrong anywhere is refused whole, and what was in force before stays.
 */
public final class Policies {
    private static final System.Logger LOG = System.getLogger(Policies.class.getName());

    private final PublishedSets published = new PublishedSets(this::rebuild);
    private final BooleanSupplier told;
    private final Map<String, PolicySetVersion> files = new TreeMap<>();
    private volatile InForce inForce = InForce.NOTHING;
    private volatile boolean open;

    /** @param told true once everything that has been published is known here; until then nothing is in force */
    public Policies(BooleanSupplier told) {
        this.told = told;
    }

    /** By files alone, where nothing is published. */
    public static Policies ofFiles() {
        return new Policies(() -> true);
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

    /** By set, why its newest activation isn't in force here; the version before it is. */
    public Map<String, String> behind() {
        return published.snapshot().problems();
    }

    /** A published version of the set is in force, so that files for it count for nothing. */
    public boolean published(String set) {
        return published.snapshot().active().containsKey(set);
    }

    /** The files that are in force, by set: of each of which no published version is. */
    public List<PolicySetVersion> standIns() {
        var active = published.snapshot().active();
        synchronized (files) {
            return files.values().stream()
                    .filter(each -> !active.containsKey(each.set()))
                    .toList();
        }
    }

    /** The state of one key of {@code authz.policies.v1}. One thread tells it, in the order of each key's revisions. */
    public void apply(PolicyRecord record) {
        published.apply(record);
    }

    /** The newest record of the key is of no use: what was in force before stays. */
    public void unreadable(String key, String reason) {
        published.unreadable(key, reason);
    }

    /** Nothing is known of the key any more. */
    public void forget(String key) {
        published.forget(key);
    }

    /** Files to stand in for a set; where the result is a refusal, those before still do. */
    public Compilation standIn(String set, PolicyFiles offered) {
        var result = Compilation.of(set, offered.digest(), offered, List.of());
        if (!(result instanceof Compilation.Compiled compiled)) return result;
        synchronized (files) {
            files.put(set, compiled.version());
        }
        rebuild();
        return result;
    }

    /** Nothing counts before all of the topic has been read: what is missing might forbid something. */
    private InForce known() {
        if (!open && told.getAsBoolean()) {
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
                LOG.log(
                        System.Logger.Level.INFO,
                        next.book().policies().size() + " policies in force, version "
                                + next.book().version());
            inForce = next;
        }
        behind().forEach((set, problem) ->
                LOG.log(System.Logger.Level.ERROR, "policy set " + set + " stays as it was: " + problem));
    }
}
