package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.OwnersFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Which port each process listens on, all of them on the loopback interface. */
public record Ports(int base) {
    /** 8081 to 8084 for the services, 8085 for the gateway, 8086 for the console, 1000 more for their management, 8092 for Kafka and 8093 for PostgreSQL. */
    public static final int DEFAULT_BASE = 8080;

    private static final int TO_MANAGEMENT = 1000;
    /** From a later one on, the console's management would be at a port that there isn't. */
    private static final int LAST_BASE = 65_535 - TO_MANAGEMENT - Service.CONSOLE.offset();

    /** @throws IllegalArgumentException if not all ports of this base are ports */
    public Ports {
        if (base < 1 || base > LAST_BASE)
            throw new IllegalArgumentException(
                    "--port-base takes a number from 1 to " + LAST_BASE + ", such as 18080, and not " + base);
    }

    public int service(Service service) {
        return base + service.offset();
    }

    public int management(Service service) {
        return base + TO_MANAGEMENT + service.offset();
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

    /** Where the system of this checkout was started last and not stopped; empty for one that is down, and where the note of it can't be read. */
    static Optional<Ports> lastUsedIn(Layout layout) {
        return layout.isStarted() ? noted(layout.portBase()) : Optional.empty();
    }

    /** Where it was started last, though it is down now. */
    static Optional<Ports> formerlyUsedIn(Layout layout) {
        return Files.exists(layout.formerPortBase()) ? noted(layout.formerPortBase()) : Optional.empty();
    }

    private static Optional<Ports> noted(Path note) {
        try {
            var base = Files.readString(note, ISO_8859_1).trim();
            return base.matches("\\d{1,5}") ? Optional.of(new Ports(Integer.parseInt(base))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read where the system runs: " + e.getMessage(), e);
        }
    }

    void rememberIn(Layout layout) {
        OwnersFile.write(layout.portBase(), Integer.toString(base));
        OwnersFile.write(layout.formerPortBase(), Integer.toString(base));
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

    /** @throws PortTaken as {@link #requireFree(Collection)} */
    void requireFree(Service service) {
        requireFree(service.title(), service(service));
        requireFree(service.title() + " management", management(service));
    }

    /** @throws PortTaken if somebody listens there already, and who */
    static void requireFree(String what, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getByName(Loopback.ADDRESS), port));
        } catch (IOException e) {
            throw new PortTaken("port " + port + ", which " + what + " needs, is taken" + Listener.by(port)
                    + "; stop what listens there, or choose others with --port-base");
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
