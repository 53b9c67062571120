package dev.mandate.authz.http;

import dev.mandate.authz.engine.search.Page;
import java.util.List;
import java.util.function.Function;

/**
 * Which page of a search is asked for.
 *
 * @param search what is asked, for the token of the next page
 * @param wanted with a limit of 0 for a page that holds nothing, which AuthZEN allows
 */
record Paging(Member search, Page.Wanted wanted) {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    /** At most {@link #MOST} at once, however many are wanted: fewer is always an answer. */
    static Paging of(Member body) {
        var page = body.spelt("page").optionalObject("page");
        if (page == null) return new Paging(body, new Page.Wanted("", USUAL));
        var limit = page.spelt("limit", "token").optionalInteger("limit");
        if (limit != null && limit < 0) throw page.wrong("limit", "must not be negative");
        var after = PageToken.after(page, body);
        return new Paging(body, new Page.Wanted(after, limit == null ? USUAL : Math.min(limit, MOST)));
    }

    Page page(Function<Page.Wanted, Page> pages) {
        return wanted.limit() == 0 ? new Page(List.of(), wanted.after(), null) : pages.apply(wanted);
    }

    /** Empty after the last page. */
    String tokenFor(Page page) {
        var next = page.next();
        return next == null ? "" : PageToken.of(next, search);
    }
}
