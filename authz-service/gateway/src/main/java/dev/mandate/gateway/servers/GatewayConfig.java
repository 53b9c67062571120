package dev.mandate.gateway.servers;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the gateway is found, what stands behind it and how much of everything it takes. */
@ConfigMapping(prefix = "mandate.mcp")
public interface GatewayConfig {
    /** JSON, see the page of this module: which servers there are and how each is reached; several, separated by commas, are read as one. Without it there are none. */
    Optional<List<Path>> servers();

    /** What has been accepted of their tools, kept by {@code deploy/mandate mcp accept}; looked at each second. Unset: each file of servers with {@code .accepted} behind its name. */
    Optional<Path> accepted();

    /** How clients reach this gateway: the beginning of its resource identifiers (RFC 8707) and of its metadata's address. */
    @WithDefault("http://127.0.0.1:8085")
    URI publicUrl();

    /**
     * Where people see and answer what waits for their yes: the console. Clients that say they open pages are led to it
     * (URL-mode elicitation). Unset: they are told in words, as others.
     */
    Optional<URI> consoleUrl();

    /**
     * Whether child processes without a user of their own run in namespaces of their own, by which they see neither the gateway's processes nor the files that
     * hold its secrets: {@code auto}, where the machine lets them, {@code require} or {@code off}.
     */
    @WithDefault("auto")
    Isolation isolation();

    /**
     * Files and directories that are empty for child processes in namespaces of their own, beside those that the gateway's settings name: their own files, the files of servers
     * and providers, what was accepted, credentials, and the directory of decisions that wait. A directory hides what is put into it later; a file that is replaced by another doesn't stay hidden from children that run.
     */
    Optional<List<Path>> hidden();

    /** Whether only tokens that are bound to their holder's key (DPoP, RFC 9449) are taken; else a bearer's are, too. */
    @WithDefault("false")
    boolean requireBoundTokens();

    /** How long a server may take to answer one request, in all. */
    @WithDefault("60s")
    Duration callTimeout();

    /**
     * How long a client may take to answer what a server asks of its person or model; the server's own time stands still meanwhile. At most
     * {@code mandate.sessions.permit}, since a server of the newest version is asked anew then.
     */
    @WithDefault("4m")
    Duration questionTimeout();

    /** The longest answer of a server; a longer one is cut off, and the call has failed. */
    @WithDefault("8M")
    MemorySize longestAnswer();

    /** Requests that one caller may have under way with one server. */
    @WithDefault("16")
    int callsAtOnce();

    /** Requests that all callers together may have under way with one server; more are refused rather than waiting. */
    @WithDefault("256")
    int callsAtOnceOfAll();

    /** How long a client's or a server's session is kept without a request. */
    @WithDefault("30m")
    Duration sessionIdle();

    /**
     * Sessions of clients that are held at once: beyond them whoever has most loses the one that he used longest ago. Also those at each
     * server.
     */
    @WithDefault("10000")
    int sessions();

    /** Sessions of clients that act for one person, or for one agent that acts for nobody; beyond them the one used longest ago ends. */
    @WithDefault("200")
    int sessionsOfCaller();

    /** How old a server's list of tools may be. */
    @WithDefault("5s")
    Duration toolsAge();
}
