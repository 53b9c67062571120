package dev.mandate.pages;

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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as tests of pages need one: it keeps cookies, reads forms and sends them. Redirects are for the test to follow. */
public class PageBrowser {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI site;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new HashMap<>();

    public PageBrowser(URI site) {
        this.site = site;
    }

    /** What it shows. */
    public record Page(int status, String body, HttpResponse<String> response) {
        /** What the form has under this name. */
        public String field(String name) {
            return found("name=\"" + name + "\" value=\"([^\"]*)\"");
        }

        /** By which identity-service knows its own forms. */
        public String form() {
            return field("form");
        }

        /** What a page of identity-service goes on with. */
        public String request() {
            return found("name=\"request\" value=\"([^\"]+)\"");
        }

        /** What a script hands to the authenticator. */
        public String options() {
            return found("data-options=\"([^\"]*)\"").replace("&quot;", "\"").replace("&amp;", "&");
        }

        public String location() {
            return header("Location");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public List<String> setCookies() {
            return response.headers().allValues("Set-Cookie");
        }

        public String found(String pattern) {
            var matcher = Pattern.compile(pattern).matcher(body);
            if (!matcher.find()) throw new AssertionError("no " + pattern + " in " + status + "\n" + body);
            return matcher.group(1);
        }
    }

    public Page get(String path) {
        return send(request(path).GET());
    }

    /** @param form names and values in turn; a name may come again */
    public Page post(String path, String... form) {
        var fields = new ArrayList<String>();
        for (int i = 0; i < form.length; i += 2) fields.add(form[i] + "=" + URLEncoder.encode(form[i + 1], UTF_8));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", fields))));
    }

    /** Sends this header from now on, as a page of another site would make it. */
    public PageBrowser sends(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Holds this cookie from now on, as another program on the same host may have set it. */
    public PageBrowser holds(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** Empty where it has none of this name. */
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /** Where an address of a page is reached in the test. */
    protected URI reached(String path) {
        return site.resolve(path);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(reached(path));
        headers.forEach(request::header);
        if (!cookies.isEmpty())
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        return request;
    }

    private Page send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            for (var cookie : response.headers().allValues("Set-Cookie")) {
                var pair = cookie.split(";", 2)[0].split("=", 2);
                if (cookie.contains("Max-Age=0")) cookies.remove(pair[0]);
                else cookies.put(pair[0], pair[1]);
            }
            return new Page(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
