package dev.mandate.events.risk;

import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole of what a session has touched so far, and how risky it is: on {@code risk.sessions.v1} by itself, keyed by {@link #session()},
 * or as {@link WholeSessions} put it together.
 *
 * @param level of the gravest of what was found about this session, but for what a person said yes to
 * @param rules ids of the rules that found something, at most 16
 * @param labels of the tools that it used
 * @param calls how many actions this state covers
 * @param untrustedReads how many of them answered with text that strangers may have written
 * @param privateReads how many of them answered with private data
 * @param suspicious a content classifier took an answer for instructions
 * @param taskIdentifiers what the task itself names, at most 64
 * @param identifiers that appeared in answers, where first; the newest 256, fewer where they are long
 * @param profile what is usual for this kind of task; null while too little is known of it
 * @param spread digests of arguments that calls of many other kinds of task had in common, at most 64
 * @param warnedAt which call's answer the classifier warned of last, from 0; null without a warning
 * @param at when the newest action that it covers happened
 * @param forgotten what strangers' text showed and there was no more room for; null while there is room. Whatever may be among
 *     them is a stranger's
 * @param against those of the rules that found what nobody said yes to, by which the level is what it is; of 16, which is the most, there
 *     may be others. Null in states from before that was told, and then it may be any of them
 * @param upTo where the last of its actions is that this state covers: those before it are covered too, in whichever order they happened.
 *     Null where its task doesn't know, such as after it moved to another replica, and in states from before that was told
 */
public record SessionRisk(
        SessionId session,
        long revision,
        boolean deleted,
        Level level,
        List<String> rules,
        Set<ToolLabel> labels,
        int calls,
        int untrustedReads,
        int privateReads,
        boolean suspicious,
        List<String> taskIdentifiers,
        List<SeenIdentifier> identifiers,
        @Nullable TaskProfile profile,
        Set<String> spread,
        @Nullable Integer warnedAt,
        Instant at,
        @Nullable ForgottenIdentifiers forgotten,
        @Nullable List<String> against,
        @Nullable ActionPlace upTo)
        implements SessionRecord {
    public static final int MAX_IDENTIFIERS = 256;
    public static final int MAX_TASK_IDENTIFIERS = 64;
    public static final int MAX_RULES = 16;
    public static final int MAX_SPREAD = 64;

    /** Of a session that has forgotten nothing. */
    public SessionRisk(
            SessionId session,
            long revision,
            boolean deleted,
            Level level,
            List<String> rules,
            Set<ToolLabel> labels,
            int calls,
            int untrustedReads,
            int privateReads,
            boolean suspicious,
            List<String> taskIdentifiers,
            List<SeenIdentifier> identifiers,
            @Nullable TaskProfile profile,
            Set<String> spread,
            @Nullable Integer warnedAt,
            Instant at) {
        this(
                session,
                revision,
                deleted,
                level,
                rules,
                labels,
                calls,
                untrustedReads,
                privateReads,
                suspicious,
                taskIdentifiers,
                identifiers,
                profile,
                spread,
                warnedAt,
                at,
                null,
                null,
                null);
    }

    /** Of which nothing is known. */
    public static SessionRisk untouched(SessionId session, long revision, Instant at) {
        return untouched(session, revision, false, at);
    }

    /** The last state of one that is forgotten: nothing of what it touched. */
    public SessionRisk ended(long last) {
        return untouched(session, last, true, at);
    }

    private static SessionRisk untouched(SessionId session, long revision, boolean deleted, Instant at) {
        return new SessionRisk(
                session,
                revision,
                deleted,
                Level.NONE,
                List.of(),
                Set.of(),
                0,
                0,
                0,
                false,
                List.of(),
                List.of(),
                null,
                Set.of(),
                null,
                at);
    }

    /** The same in a task that names these, of a kind of which this is usual. */
    public SessionRisk inTask(List<String> its, @Nullable TaskProfile usual, Set<String> common) {
        return but(revision, level, rules, its, identifiers, usual, common, forgotten, against, upTo);
    }

    /** The same, had answers shown these, and had it forgotten those. */
    public SessionRisk showing(List<SeenIdentifier> shown, @Nullable ForgottenIdentifiers beyond) {
        return but(revision, level, rules, taskIdentifiers, shown, profile, spread, beyond, against, upTo);
    }

    /**
     * The same of which these rules found something, in a later state.
     *
     * @param counting those of them by which the level is what it is
     */
    public SessionRisk found(long later, Level gravest, List<String> by, List<String> counting) {
        return but(later, gravest, by, taskIdentifiers, identifiers, profile, spread, forgotten, counting, upTo);
    }

    /** The same, which covers the session's actions up to there. */
    public SessionRisk upTo(@Nullable ActionPlace last) {
        return but(revision, level, rules, taskIdentifiers, identifiers, profile, spread, forgotten, against, last);
    }

    private SessionRisk but(
            long revision,
            Level level,
            List<String> rules,
            List<String> taskIdentifiers,
            List<SeenIdentifier> identifiers,
            @Nullable TaskProfile profile,
            Set<String> spread,
            @Nullable ForgottenIdentifiers forgotten,
            @Nullable List<String> against,
            @Nullable ActionPlace upTo) {
        return new SessionRisk(
                session,
                revision,
                deleted,
                level,
                rules,
                labels,
                calls,
                untrustedReads,
                privateReads,
                suspicious,
                taskIdentifiers,
                identifiers,
                profile,
                spread,
                warnedAt,
                at,
                forgotten,
                against,
                upTo);
    }

    public enum Level {
        NONE,
        INFORMATIONAL,
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    /** Where an identifier was seen first. */
    public enum Origin {
        /** The task itself names it. */
        TASK,
        /** An answer that strangers may have written. Whoever repeats it later changes nothing about that. */
        UNTRUSTED,
        /** Another answer. */
        RESULT,
        /** Nothing showed it before: the agent knows it otherwise, or made it up. */
        NONE
    }

    /**
     * An identifier that an answer showed.
     *
     * @param value in lower case, without scheme, {@code www.} and punctuation at its ends; at most 1,024 bytes
     * @param call which call's answer showed it first, from 0
     * @param suspicious a classifier took that answer for instructions
     * @param known why it is no stranger, such as that {@code peers} use it or the session {@code asked} for it; null for one
     * @param sourceWords of the arguments of the call that showed it, at most 8
     */
    public record SeenIdentifier(
            String value,
            Origin origin,
            int call,
            boolean suspicious,
            @Nullable String known,
            List<String> sourceWords) {
        public SeenIdentifier {
            Objects.requireNonNull(value, "value is missing");
            Objects.requireNonNull(origin, "origin is missing");
            sourceWords = sourceWords == null ? List.of() : List.copyOf(sourceWords);
        }
    }

    /**
     * What peers' sessions without findings did in this kind of task.
     *
     * @param sessions how many there were, decayed
     * @param usualTools that at least a quarter of them used
     * @param knownTools that at least a tenth of them used
     */
    public record TaskProfile(long sessions, Set<String> usualTools, Set<String> knownTools) {
        public TaskProfile {
            usualTools = usualTools == null ? Set.of() : Set.copyOf(usualTools);
            knownTools =
                    knownTools == null ? usualTools : Set.copyOf(knownTools); // as it was told before there were two
        }
    }

    /** The warning came with the answer of the call before, or of the one before that. */
    public boolean justWarned() {
        return warnedAt != null && calls - warnedAt <= 2;
    }

    @Override
    public String key() {
        return session.value();
    }

    public SessionRisk {
        Objects.requireNonNull(session, "session is missing");
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        Objects.requireNonNull(level, "level is missing");
        Objects.requireNonNull(at, "at is missing");
        rules = rules == null ? List.of() : List.copyOf(rules);
        labels = labels == null ? Set.of() : Set.copyOf(labels);
        taskIdentifiers = taskIdentifiers == null ? List.of() : List.copyOf(taskIdentifiers);
        identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
        spread = spread == null ? Set.of() : Set.copyOf(spread);
        against = against == null ? null : List.copyOf(against);
    }

    /** Rules that found what counts against it; any that found something where that isn't told. */
    public List<String> counting() {
        return against == null ? rules : against;
    }

    /** Others may count too: there was no more room to name them. */
    public boolean countsUnnamed() {
        return counting().size() >= MAX_RULES;
    }
}
