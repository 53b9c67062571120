package dev.mandate.gateway.servers;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Where the gateway is found, what stands behind it and how much of everything it takes. */
@ConfigMapping(prefix = "mandate.mcp")
public interface GatewayConfig {
    /** JSON, see the page of this module: which servers there are and how each is reached. Without it there are none. */
    Optional<Path> servers();

    /** What has been accepted of their tools, kept by {@code deploy/mandate mcp accept}; looked at each second. Unset: the file of servers with {@code .accepted} behind its name. */
    Optional<Path> accepted();

    /** How clients reach this gateway: the beginning of its resource identifiers (RFC 8707) and of its metadata's address. */
    @WithDefault("http://127.0.0.1:8085")
    URI publicUrl();

    /** Origins of web pages that may call it; a request with any other {@code Origin} is refused. */
    Optional<Set<String>> origins();

    /** How long a server may take to answer one request, in all. */
    @WithDefault("60s")
    Duration callTimeout();

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

    /** Sessions of clients, and of each server, that are held at once; beyond them the one that was used longest ago ends. */
    @WithDefault("10000")
    int sessions();

    /** How old a server's list of tools may be. */
    @WithDefault("5s")
    Duration toolsAge();

    /** How long an answer waits for the acknowledgement of what is told of its call; it is told later all the same. */
    @WithDefault("2s")
    Duration outcomeTimeout();
}
