package dev.mandate.arguments.places;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    private final Directory reports = Directory.parse("/shared/reports").orElseThrow();
    private final WebPlace site =
            WebPlace.parse("https://files.example/reports").orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shared/reports",
                "/shared/reports/",
                "/shared/reports/2026/q1.txt",
                "/shared/reports/a..b.txt",
                "/shared/reports/.hidden",
                "/shared/reports/50% of it.txt",
                "/shared/reports/Übersicht/報告.txt",
                "/shared/reports/a;b",
            })
    void a_path_under_the_directory_is(String path) {
        assertThat(reports.holds(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shared/reports-secret",
                "/shared/reports-secret/x",
                "/shared/report",
                "/shared",
                "shared/reports/x",
                "//shared/reports/x",
                "/shared//reports/x",
                "/shared/reports//x",
                "/shared/reports/..",
                "/shared/reports/../x",
                "/shared/reports/./x",
                "/shared/reports/.../x",
                "/shared/reports/.. /x",
                "/shared/reports/ ../x",
                "/shared/reports/..;/x",
                "/shared/reports/..;a=b/x",
                "/shared/reports/;/x",
                "/shared/reports/\\..\\x",
                "/shared/reports\\..\\x",
                "/shared/reports/%2e%2e/x",
                "/shared/reports/%252e%252e/x",
                "/shared/reports/%25252e%25252e/x",
                "/shared/reports/%%32%65/x",
                "/shared/reports/..%2fx",
                "/shared/reports/%u002e%u002e/x",
                "/shared/reports/\uff0e\uff0e/x",
                "/shared/reports/\u2024\u2024/x",
                "/shared/reports/\u2025/x",
                "/shared/reports/\ufe52\ufe52/x",
                "/shared/reports/..\uff0fx",
                "/shared/reports/..\u2215x",
                "/shared/reports/..\uff3cx",
                "/shared/reports/\uff05\u0032e/x",
                "/shared/reports/.\u200b./x",
                "/shared/reports/.\t./x",
                "/shared/reports/x\0",
                "/shared/reports/\ud800",
                "/SHARED/reports/x",
                "",
            })
    void a_path_that_anybody_could_read_otherwise_is_not(String path) {
        assertThat(reports.holds(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example/reports",
                "https://files.example/reports/",
                "https://FILES.example:443/reports/q1?of=2026#top",
                "HTTPS://files.example/reports/%C3%9Cbersicht%20neu",
                "https://files.example/reports?path=../x",
            })
    void a_url_under_the_place_is(String url) {
        assertThat(site.holds(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example/reports-secret",
                "https://files.example/report",
                "https://files.example",
                "http://files.example/reports",
                "https://files.example:8443/reports",
                "https://files.example.evil.example/reports",
                "https://files.example@evil.example/reports",
                "https://files.example:443@evil.example/reports",
                "https://user@files.example/reports",
                "https://files.example./reports",
                "https://files.example\\@evil.example/reports",
                "https:/files.example/reports",
                "https:files.example/reports",
                "//files.example/reports",
                "https://files.example/reports/../x",
                "https://files.example/reports/%2e%2e/x",
                "https://files.example/reports/%252e%252e/x",
                "https://files.example/reports/..%2fx",
                "https://files.example/reports/%5c..%5cx",
                "https://files.example/reports/%c0%ae%c0%ae/x",
                "https://files.example/reports/%EF%BC%8E%EF%BC%8E/x",
                "https://files.example/reports/\uff0e\uff0e/x",
                "https://files.example/reports/..;/x",
                "https://files.example/reports/%zz",
                "https://files.example/reports/%",
                "https://files.example/reports/%0a",
                "https://files.example/reports/a b",
                "https://files.example/reports/\tx",
                "https://files\uff0eexample/reports",
                "https://fi\u0131es.example/reports",
                "",
            })
    void a_url_that_anybody_could_read_otherwise_is_not(String url) {
        assertThat(site.holds(url)).isFalse();
    }

    @Test
    void a_host_alone_is_all_of_it_and_no_other() {
        var host = WebPlace.parse("https://acme.example").orElseThrow();
        assertThat(host.holds("https://acme.example/a?b")).isTrue();
        assertThat(host.holds("https://acme.example")).isTrue();
        assertThat(host.holds("https://wiki.acme.example/")).isFalse();
        assertThat(Directory.parse("/").orElseThrow().holds("/etc/passwd")).isTrue();
        assertThat(Directory.parse("reports").orElseThrow().holds("reports/q1")).isTrue();
    }

    @Test
    void a_limit_that_could_be_read_otherwise_is_none() {
        for (var path : new String[] {"", "/a/../b", "/a//b", "C:\\reports", "/a/%2e", "/a\uff0fb"})
            assertThat(Directory.parse(path)).as(path).isEmpty();
        for (var url : new String[] {
            "", "https://", "files.example", "https://a.example/x?y", "https://a@b.example", "https://a.example/%2e"
        }) assertThat(WebPlace.parse(url)).as(url).isEmpty();
    }

    @Test
    void a_long_text_of_marks_takes_no_time() {
        assertThat(reports.holds("/shared/reports/" + "\u0315\u0300".repeat(64 * 1024)))
                .isFalse();
        assertThat(reports.holds("/shared/reports/" + "\u0315\u0300".repeat(1024)))
                .isTrue();
    }
}
