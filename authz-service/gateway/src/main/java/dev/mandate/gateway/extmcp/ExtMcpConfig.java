package dev.mandate.gateway.extmcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether agentgateway asks here. */
@ConfigMapping(prefix = "mandate.ext-mcp")
public interface ExtMcpConfig {
    /** Whether {@code agentgateway.dev.ext_mcp.ExtMcp} is answered, on the port of the gateway. */
    @WithDefault("false")
    boolean enabled();

    /** By which agentgateway proves that it asks: 32 to 256 visible characters of ASCII, without which {@link #enabled} doesn't start. */
    Optional<String> secret();

    /** The names of agentgateway's targets, without which {@link #enabled} doesn't start; any other is refused. */
    Optional<List<String>> servers();

    /** Those of which just the tools are listed that somebody accepted, even if nothing was; others are once something of them was since the start. */
    Optional<List<String>> acceptedOnly();

    /** The longest message in bytes, above all a server's answer; a longer one isn't read, and its answer is withheld. Of all that is asked by gRPC. */
    @WithDefault("262144")
    int longestMessage();

    /** Decisions that one caller may have under way here; a list of several servers takes one for each. */
    @WithDefault("64")
    int checksAtOnce();

    /** The same of all for whom one person answers. */
    @WithDefault("256")
    int checksAtOnceOfPerson();

    /** The same of all callers. */
    @WithDefault("1024")
    int checksAtOnceOfAll();

    /** Messages of both phases that may be under way in all, those whose token hasn't been looked at too; one more is refused before anything of it is read. */
    @WithDefault("2048")
    int checksAtOnceInAll();

    /** How long a server's answer may take. What isn't shown by then is told as an answer that anything may have been in, and withheld if it comes. */
    @WithDefault("60s")
    Duration answerWithin();

    /** Calls of one caller that were let through and whose answers haven't been shown; one more is refused. */
    @WithDefault("64")
    int answersOfCaller();

    /** The same of all for whom one person answers. */
    @WithDefault("256")
    int answersOfPerson();

    /** The same of all callers. */
    @WithDefault("10000")
    int answers();

    /** Bytes of these calls, as they were shown and 1 KiB of each, of all for whom one person answers. */
    @WithDefault("4194304")
    int answerBytesOfPerson();

    /** The same of all callers. */
    @WithDefault("67108864")
    int answerBytes();

    /** What one caller asked and nothing is done by (lists, {@code initialize}, {@code ping}), whose answers haven't been shown; one more is refused. */
    @WithDefault("32")
    int listsOfCaller();

    /** The same of all for whom one person answers. */
    @WithDefault("128")
    int listsOfPerson();

    /** The same of all callers. */
    @WithDefault("4000")
    int lists();

    /** How long it is known whose a session is that nobody uses. */
    @WithDefault("12h")
    Duration sessionIdle();

    /** Sessions of which it is known whose they are; beyond them whoever has most loses the one that he used longest ago. */
    @WithDefault("20000")
    int sessions();

    /** The same of those that act for one person, or for one agent that acts for nobody. */
    @WithDefault("400")
    int sessionsOfCaller();
}
