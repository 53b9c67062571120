package dev.mandate.cli;

import dev.mandate.cli.client.NoAnswer;
import dev.mandate.cli.running.Layout;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What went wrong, for people: what it is, and what to do. What a library says is told only where nothing better is known. */
final class Failure {
    /** How every system says it of which a JVM tells. */
    private static final String NO_ROOM = "No space left on device";

    private static final String WRONG_PASSWORD = "28P01";

    private Failure() {}

    static String inWords(Exception e, Layout layout) {
        if (e instanceof NoAnswer nobody) return nobody.words(layout);
        for (var cause : causes(e)) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains(NO_ROOM))
                return said(e) + "\nno room is left on its disk: make some, then call this again";
            if (cause instanceof AccessDeniedException denied)
                return denied.getFile() + " may not be read or written by " + System.getProperty("user.name")
                        + ": call this as the user who started the system first, or give the file to this one";
            if (cause instanceof NoSuchFileException absent && e.getMessage() == null)
                return absent.getFile() + " isn't there";
            if (cause instanceof AuthenticationException
                    || cause instanceof SQLException sql && WRONG_PASSWORD.equals(sql.getSQLState()))
                return "the passwords in " + layout.credentials()
                        + " aren't those with which these data were begun: bring back the file as it was, or start over with deploy/mandate up --fresh";
            if (cause instanceof TimeoutException)
                return "Kafka gives no answer (" + said(cause)
                        + "): `deploy/mandate status` says whether it runs, `deploy/mandate logs kafka` what it is about";
        }
        return said(e);
    }

    /** Who wrote an exception without words didn't expect it. */
    private static String said(Throwable e) {
        return e.getMessage() == null
                ? "this shouldn't have happened: " + e
                        + "; with MANDATE_TRACE=1 it says where, which a report should have"
                : e.getMessage();
    }

    private static List<Throwable> causes(Throwable e) {
        var causes = new ArrayList<Throwable>();
        for (var cause = e; cause != null && !causes.contains(cause); cause = cause.getCause()) causes.add(cause);
        return causes;
    }
}
