package dev.mandate.audit.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulation went.
 *
 * @param since from when on actions were asked for
 * @param first when the first line that was read happened; absent where none did
 * @param last when the last one did
 * @param decisions that were read, some of them of the hour before
 * @param actions that were read
 * @param unjudged how many of both couldn't be judged: actions whose decision isn't among what was read, and lines of another version
 * @param cut there were more than 50,000 lines: what happened before {@code first} was not looked at
 * @param late there was no more time: what happened after {@code last} was not looked at
 * @param full there was no more memory: as {@code late}
 * @param inForcePerSecond how many lines a second the rules in force judge here, and nothing else
 * @param candidatePerSecond how many these judge with the candidate
 * @param rules the candidate's rule, and each other of which something differs
 * @param examples some of the findings that would be new and of those that would be gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SimulationReport(
        Instant since,
        @Nullable Instant first,
        @Nullable Instant last,
        int decisions,
        int actions,
        int unjudged,
        boolean cut,
        boolean late,
        boolean full,
        long inForcePerSecond,
        long candidatePerSecond,
        List<RuleCount> rules,
        List<Example> examples) {
    /**
     * Findings of a rule; those with other tools, people or knowledge than then.
     *
     * @param candidate whether it is the one that was sent
     * @param recorded that were told in the time that was looked at, by whichever version
     * @param inForce that the version in force finds
     * @param withCandidate that the candidate finds
     * @param newly of these, about what the version in force finds nothing of
     * @param gone of those of the version in force, about what the candidate finds nothing of
     */
    public record RuleCount(
            String rule,
            String name,
            boolean candidate,
            long recorded,
            long inForce,
            long withCandidate,
            long newly,
            long gone) {}

    /**
     * A finding that would be new, or gone.
     *
     * @param at when what it is about happened last
     * @param agent who acted, by name and id; absent where nobody is known
     * @param person who answers for it, by name and id; absent where nobody is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Example(
            boolean gone,
            String rule,
            String severity,
            Instant at,
            String what,
            @Nullable String agent,
            @Nullable String person,
            @Nullable String session) {}
}
