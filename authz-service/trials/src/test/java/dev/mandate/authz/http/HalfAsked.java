package dev.mandate.authz.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.identity.DelegationState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** A question whose headers the replica has, and half of whose body is still to come. */
final class HalfAsked implements AutoCloseable {
    private final Socket socket;
    private final String rest;
    private final BufferedReader answers;

    private HalfAsked(Socket socket, String rest) throws IOException {
        this.socket = socket;
        this.rest = rest;
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** Returns when the replica has begun with it: it was sent right behind another question, whose answer is there. */
    static HalfAsked of(URI replica, String token, DelegationState delegation) throws IOException {
        var body = """
                {"subject": {"type": "agent", "id": "%s"}, "action": {"name": "call"}, "resource": {"type": "tool", "id": "crm.read_contact"}}""".formatted(delegation.agent().value());
        var head = "POST /access/v1/evaluation HTTP/1.1\r\nHost: replica\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + token + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        var socket = new Socket(replica.getHost(), replica.getPort());
        socket.setSoTimeout(20_000);
        var half = body.length() / 2;
        var asked = new HalfAsked(socket, body.substring(half));
        socket.getOutputStream().write((head + body + head + body.substring(0, half)).getBytes(UTF_8));
        asked.answer();
        return asked;
    }

    /** The answer with its status line. */
    String finish() throws IOException {
        socket.getOutputStream().write(rest.getBytes(UTF_8));
        return answer();
    }

    /** Whether the replica asks whoever comes now to go elsewhere the next time. */
    static boolean isClosing(URI replica) throws IOException {
        try (var socket = new Socket(replica.getHost(), replica.getPort())) {
            socket.setSoTimeout(20_000);
            var asked = new HalfAsked(socket, "GET /nowhere HTTP/1.1\r\nHost: replica\r\n\r\n");
            return asked.finish().toLowerCase(Locale.ROOT).contains("connection: close");
        }
    }

    private String answer() throws IOException {
        var text = new StringBuilder();
        var length = 0;
        for (var line = answers.readLine(); line != null && !line.isEmpty(); line = answers.readLine()) {
            text.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
        }
        for (int i = 0; i < length; i++) text.append((char) answers.read());
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
