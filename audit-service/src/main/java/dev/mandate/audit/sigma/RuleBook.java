package dev.mandate.audit.sigma;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiled rules: immutable, safe to share between threads, and the same digest for the same rules. */
public final class RuleBook {
    /** The field by which most rules group. */
    public static final String SESSION = "session";

    private final Map<String, Correlation> correlations = new LinkedHashMap<>();
    private final List<Rule> rules;
    private final String digest;

    RuleBook(List<Correlation> correlations) {
        correlations.forEach(
                correlation -> this.correlations.put(correlation.rule().id(), correlation));
        this.rules = correlations.stream().map(Correlation::rule).toList();
        var digest = new Digest();
        rules.stream().map(rule -> rule.id() + " " + rule.version()).sorted().forEach(digest::add);
        this.digest = digest.hex();
    }

    /** As {@link #compile(Collection, Set)}, with any field name allowed. */
    public static Compilation compile(Collection<RuleFile> files) {
        return compile(files, Set.of());
    }

    /**
     * Compiles all files together: a correlation may refer to a rule of another file.
     *
     * @param fields names that rules may use, so that a misspelt field is refused and does not silently match nothing;
     *     {@code input.*} allows everything below {@code input}; empty allows any name
     */
    public static Compilation compile(Collection<RuleFile> files, Set<String> fields) {
        return new RuleBookCompiler(new FieldNames(fields)).compile(files);
    }

    /** Changes exactly when the version of a rule changes, or one comes or goes. */
    public String digest() {
        return digest;
    }

    /** The rules that can raise a match; those that only serve a correlation are not among them. */
    public List<Rule> rules() {
        return rules;
    }

    public Optional<Rule> rule(String id) {
        return Optional.ofNullable(correlations.get(id)).map(Correlation::rule);
    }

    /**
     * The groups that the event may advance; empty for an event that no rule asks for. An event that lacks a group-by
     * field belongs to no group of that rule; one with many values belongs to 16 groups of it at most.
     */
    public List<GroupKey> groups(EventFields event) {
        var groups = new ArrayList<GroupKey>();
        for (var correlation : correlations.values()) groups.addAll(correlation.groups(event));
        return groups;
    }

    @Nullable
    Correlation correlation(String rule) {
        return correlations.get(rule);
    }

    Collection<Correlation> correlations() {
        return correlations.values();
    }
}
