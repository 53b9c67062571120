package dev.mandate.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a script: it keeps each host's cookies, goes where it is sent, and remembers the way. */
final class Browser {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MOST_HOPS = 12;

    private final Map<String, Map<String, String>> cookies = new TreeMap<>();
    private final List<String> everSet = new ArrayList<>();

    /**
     * What it shows in the end.
     *
     * @param way every address that it was sent to on the way
     */
    record Page(URI at, int status, String body, List<URI> way) {
        String field(String name) {
            var matcher =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(body);
            if (!matcher.find()) throw new AssertionError("no " + name + " at " + at + "\n" + body);
            return matcher.group(1);
        }
    }

    Page open(String address) {
        return follow(send(HttpRequest.newBuilder(URI.create(address)).GET()));
    }

    /** @param form names and values in turn */
    Page send(String address, String... form) {
        var fields = new ArrayList<String>();
        for (int i = 0; i < form.length; i += 2) fields.add(form[i] + "=" + URLEncoder.encode(form[i + 1], UTF_8));
        return follow(send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", fields)))));
    }

    /** As somebody has it who has copied what this one holds now. */
    Browser copy() {
        var copy = new Browser();
        cookies.forEach((host, its) -> copy.cookies.put(host, new LinkedHashMap<>(its)));
        return copy;
    }

    /** Every cookie that it was ever given. */
    List<String> everSet() {
        return List.copyOf(everSet);
    }

    private Page follow(HttpResponse<String> response) {
        var way = new ArrayList<URI>();
        for (var hop = response; way.size() < MOST_HOPS; ) {
            way.add(hop.uri());
            var location = hop.headers().firstValue("Location");
            if (location.isEmpty()) return new Page(hop.uri(), hop.statusCode(), hop.body(), way);
            hop = send(HttpRequest.newBuilder(hop.uri().resolve(location.get())).GET());
        }
        throw new AssertionError("it is sent around and around: " + way);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        var host = request.build().uri().getHost();
        var held = cookies.computeIfAbsent(host, unknown -> new LinkedHashMap<>());
        if (!held.isEmpty())
            request.header(
                    "Cookie",
                    held.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            for (var cookie : response.headers().allValues("Set-Cookie")) {
                everSet.add(cookie);
                var pair = cookie.split(";", 2)[0].split("=", 2);
                if (cookie.contains("Max-Age=0")) held.remove(pair[0]);
                else held.put(pair[0], pair[1]);
            }
            return response;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
