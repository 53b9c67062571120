package dev.mandate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** For tests: a request whose headers a service has, and half of whose body is still to come. */
public final class HalfAsked implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final String rest;
    private final BufferedReader answers;

    private HalfAsked(Socket socket, String rest) throws IOException {
        this.socket = socket;
        this.rest = rest;
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /**
     * Returns when the service has begun with it: it was sent right behind the same request whole, whose answer is there.
     *
     * @param url of what takes it by POST
     * @param type media type of the body, which has ASCII alone
     */
    public static HalfAsked of(URI url, String authorization, String type, String body) throws IOException {
        var head = "POST " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nContent-Type: " + type
                + "\r\nAuthorization: " + authorization + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        var socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        var half = body.length() / 2;
        var asked = new HalfAsked(socket, body.substring(half));
        socket.getOutputStream().write((head + body + head + body.substring(0, half)).getBytes(UTF_8));
        asked.answer();
        return asked;
    }

    /** The answer with its status line. */
    public String finish() throws IOException {
        socket.getOutputStream().write(rest.getBytes(UTF_8));
        return answer();
    }

    /** Whether the service asks whoever comes now to go elsewhere the next time. */
    public static boolean isClosing(URI service) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var asked = new HalfAsked(socket, "GET /nowhere HTTP/1.1\r\nHost: " + service.getAuthority() + "\r\n\r\n");
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
