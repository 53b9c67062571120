package dev.mandate.cli.running;

import dev.mandate.embedded.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Which port each process listens on, all of them on the loopback interface. */
public record Ports(int base) {
    /** 8081 to 8084 for the services, 8085 for the gateway, 8086 for the console, 1000 more for their management, 8092 for Kafka and 8093 for PostgreSQL. */
    public static final int DEFAULT_BASE = 8080;

    public int service(Service service) {
        return base + service.offset();
    }

    public int management(Service service) {
        return base + 1000 + service.offset();
    }

    public int broker() {
        return base + 12;
    }

    public int database() {
        return base + 13;
    }

    public String bootstrapServers() {
        return Loopback.ADDRESS + ":" + broker();
    }

    public String url(Service service) {
        return "http://" + Loopback.ADDRESS + ":" + service(service);
    }

    /** Where people see identity-service's pages: by a name, since passkeys belong to names. */
    public String pagesUrl() {
        return "http://localhost:" + service(Service.IDENTITY);
    }

    public String managementUrl(Service service) {
        return "http://" + Loopback.ADDRESS + ":" + management(service);
    }

    /** Where the system of this checkout was started last and not stopped; empty for one that is down. */
    static Optional<Ports> lastUsedIn(Layout layout) {
        try {
            if (!Files.exists(layout.portBase())) return Optional.empty();
            return Optional.of(new Ports(
                    Integer.parseInt(Files.readString(layout.portBase()).trim())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read where the system runs", e);
        }
    }

    void rememberIn(Layout layout) {
        try {
            Files.createDirectories(layout.portBase().getParent());
            Files.writeString(layout.portBase(), Integer.toString(base));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note where the system runs", e);
        }
    }

    /** @throws PortTaken if the system of this checkout runs elsewhere */
    void requireSameAs(Ports running) {
        if (!equals(running))
            throw new PortTaken("the system of this checkout runs at --port-base " + running.base()
                    + "; name that, or stop it first: deploy/mandate down");
    }

    /** @throws PortTaken naming the first port that somebody else listens on */
    void requireFree(Collection<Service> services) {
        var wanted = new LinkedHashMap<String, Integer>();
        wanted.put("Kafka", broker());
        wanted.put("PostgreSQL", database());
        for (var service : services) {
            wanted.put(service.title(), service(service));
            wanted.put(service.title() + " management", management(service));
        }
        wanted.forEach(Ports::requireFree);
    }

    private static void requireFree(String what, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getByName(Loopback.ADDRESS), port));
        } catch (IOException e) {
            throw new PortTaken("port " + port + ", which " + what
                    + " needs, is taken; stop what listens there, or choose others with --port-base");
        }
    }

    /** A port is taken. */
    public static final class PortTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortTaken(String message) {
            super(message);
        }
    }
}
