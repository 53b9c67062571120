package dev.mandate.audit.sigma;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compiled rules: immutable, safe to share between threads, and the same digest for the same rules. */
public final class RuleBook {
    /** The field by which most rules group. */
    public static final String SESSION = "session";

    private RuleBook() {}

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
        throw new UnsupportedOperationException("not written yet");
    }

    /** Changes exactly when the version of a rule changes, or one comes or goes. */
    public String digest() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The rules that can raise a match; those that only serve a correlation are not among them. */
    public List<Rule> rules() {
        throw new UnsupportedOperationException("not written yet");
    }

    public Optional<Rule> rule(String id) {
        return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** The groups that the event may advance; empty for an event that no rule asks for. */
    public List<GroupKey> groups(EventFields event) {
        throw new UnsupportedOperationException("not written yet");
    }
}
