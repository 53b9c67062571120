package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.chains.Chain;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupKey;
import dev.mandate.audit.engine.sigma.correlation.chains.JudgedEvent;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import dev.mandate.audit.engine.sigma.correlation.types.Digest;
import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compiled rules: immutable, safe to share between threads, and the same digest for the same rules. */
public final class RuleBook {
    private final Map<String, Deployment> deployments = new LinkedHashMap<>();
    private final List<Rule> rules;
    private final String digest;

    private RuleBook(Collection<Deployment> deployments) {
        deployments.forEach(each -> this.deployments.putIfAbsent(each.key(), each));
        this.rules = this.deployments.values().stream()
                .filter(each -> !each.shadow() && each.replacedAt() == null)
                .map(Deployment::rule)
                .toList();
        var digest = new Digest();
        this.deployments.values().stream()
                .map(each -> each.key() + " " + each.rule().version() + " " + each.replacedAt())
                .sorted()
                .forEach(digest::add);
        this.digest = digest.hex();
    }

    /** All of them alert. */
    public static RuleBook inForce(List<Correlation> correlations) {
        return new RuleBook(correlations.stream()
                .map(each -> new Deployment(Chain.of(each), false, null))
                .toList());
    }

    /** All in one. Where two count with the same id and logic, the earlier one in the list stays. */
    public static RuleBook of(List<RuleBook> books) {
        return new RuleBook(books.stream()
                .flatMap(book -> book.deployments.values().stream())
                .toList());
    }

    public RuleBook only(Predicate<Rule> wanted) {
        return new RuleBook(deployments.values().stream()
                .filter(each -> wanted.test(each.rule()))
                .toList());
    }

    /** The same rules, only watched. */
    public RuleBook asShadow() {
        return new RuleBook(deployments.values().stream()
                .map(each -> new Deployment(each.chain(), true, null))
                .toList());
    }

    /** The same rules, which from then on complete what has begun and begin nothing. */
    public RuleBook replacedAt(Instant then) {
        return new RuleBook(deployments.values().stream()
                .map(each -> new Deployment(each.chain(), each.shadow(), then))
                .toList());
    }

    /** Without the replaced rules that have nothing to complete any more; the same book if there are none. */
    public RuleBook at(Instant now) {
        return deployments.values().stream().noneMatch(each -> each.over(now))
                ? this
                : new RuleBook(deployments.values().stream()
                        .filter(each -> !each.over(now))
                        .toList());
    }

    /** Changes exactly when the version of a rule changes, or one comes or goes. */
    public String digest() {
        return digest;
    }

    /** The rules in force that can raise a match; those that only serve a correlation are not among them. */
    public List<Rule> rules() {
        return rules;
    }

    public Optional<Rule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** Sigma's {@code name} of a rule, else its id. */
    public String nameOf(Rule rule) {
        return deployments.values().stream()
                .filter(each -> each.rule().equals(rule))
                .map(each -> each.correlation().name())
                .findFirst()
                .orElse(rule.id());
    }

    /**
     * The groups that the event may advance; empty for an event that no rule asks for. An event that lacks a group-by
     * field belongs to no group of that rule; one with many values belongs to 16 groups of it at most.
     */
    public List<GroupKey> groups(EventFields event) {
        return groups(event, new Quarantine(), Instant.EPOCH, (rule, failure) -> {
            throw new IllegalStateException(rule.id() + " failed", failure);
        });
    }

    /** As {@link #groups(EventFields)}, without the rules in quarantine; one that throws is told and passed over. */
    public List<GroupKey> groups(EventFields event, Quarantine quarantine, Instant now, FailingRule failing) {
        var groups = new ArrayList<GroupKey>();
        var judged = new JudgedEvent(event);
        for (var each : deployments.entrySet()) {
            var rule = each.getValue().rule();
            if (quarantine.holds(rule, now)) continue;
            try {
                groups.addAll(each.getValue().chain().groups(each.getKey(), judged));
            } catch (RuntimeException | StackOverflowError e) {
                failing.failed(rule, e);
            }
        }
        return groups;
    }

    /** @param rule as it is deployed, as in {@link GroupKey#rule()}; null if it was withdrawn */
    public @Nullable Rule ruleOf(String rule) {
        var deployment = deployments.get(rule);
        return deployment == null ? null : deployment.rule();
    }

    /**
     * How far apart the events of a match can be.
     *
     * @param rule as it is deployed, as in {@link GroupKey#rule()}; zero for one that was withdrawn
     */
    public Duration timespanOf(String rule) {
        var deployment = deployments.get(rule);
        return deployment == null ? Duration.ZERO : deployment.rule().timespan();
    }

    @Nullable
    Deployment deployment(String key) {
        return deployments.get(key);
    }

    Collection<Deployment> deployments() {
        return deployments.values();
    }
}
