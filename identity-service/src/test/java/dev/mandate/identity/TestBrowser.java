package dev.mandate.identity;

import dev.mandate.pages.PageBrowser;
import io.restassured.RestAssured;
import java.net.URI;

/** A browser at the pages of the service that the test started, which calls itself by another address. */
public final class TestBrowser extends PageBrowser {
    /** Where people see the pages, as the test configures it. */
    public static final String SITE = "http://localhost:8081";

    public TestBrowser() {
        super(URI.create(SITE));
    }

    @Override
    protected URI reached(String path) {
        var where = path.startsWith(SITE) ? path.substring(SITE.length()) : path;
        return URI.create("http://localhost:" + RestAssured.port + where);
    }

    @Override
    public TestBrowser sends(String name, String value) {
        super.sends(name, value);
        return this;
    }
}
