package dev.mandate.events.actions;

import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.cloudevents.NewMember;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts about what a tool answered; of the answer itself no more than an operator keeps.
 *
 * @param size length of the answer in characters
 * @param identifiers that appear in the answer for the first time in this session: addresses, URLs, accounts, paths, numbers of
 *     orders and telephones; names, handles, channels and repositories where the platform can tell that they are such
 * @param suspicious a content classifier's verdict that the answer carries instructions; null where none ran
 * @param incomplete the answer showed more identifiers than are told here, or nobody looked through all of it: where strangers may have
 *     written it, anything may be theirs from then on. Null where all are told
 * @param trusted those identifiers, as they are told above, that stood as the whole value of a field which the tool's owner trusts
 *     ({@link dev.mandate.events.lifecycle.TrustedField}), wherever else they stood; null where none did, or where nobody looked.
 *     They count as results of one's own while the catalogue has such fields of the tool
 * @param kept values of the answer that an operator keeps for recordings; nothing goes by them. Null where none are kept
 * @param mac which answer it was; null where whoever told had none, or not all of it, or no key
 */
public record ToolResult(
        Status status,
        long size,
        List<String> identifiers,
        @Nullable Boolean suspicious,
        @Nullable Boolean incomplete,
        @Nullable List<String> trusted,
        @Nullable KeptFields kept,
        @JsonView(NewMember.class) @Nullable AnswerMac mac) {
    public enum Status {
        SUCCEEDED,
        FAILED,
        /** Stopped by an enforcement point before it ran. */
        BLOCKED
    }

    public ToolResult {
        Objects.requireNonNull(status, "status is missing");
        if (size < 0) throw new IllegalArgumentException("size must not be negative");
        identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
        trusted = trusted == null || trusted.isEmpty() ? null : among(identifiers, trusted);
    }

    /** What isn't told as an identifier of the answer says nothing here. */
    private static @Nullable List<String> among(List<String> identifiers, List<String> trusted) {
        var told = new LinkedHashSet<>(trusted);
        told.retainAll(new HashSet<>(identifiers));
        return told.isEmpty() ? null : List.copyOf(told);
    }

    /** Which answer it was isn't told. */
    public ToolResult(
            Status status,
            long size,
            List<String> identifiers,
            @Nullable Boolean suspicious,
            @Nullable Boolean incomplete,
            @Nullable List<String> trusted,
            @Nullable KeptFields kept) {
        this(status, size, identifiers, suspicious, incomplete, trusted, kept, null);
    }

    /** Of which nothing is kept. */
    public ToolResult(
            Status status,
            long size,
            List<String> identifiers,
            @Nullable Boolean suspicious,
            @Nullable Boolean incomplete,
            @Nullable List<String> trusted) {
        this(status, size, identifiers, suspicious, incomplete, trusted, null);
    }

    /** In no field that anybody trusts. */
    public ToolResult(
            Status status,
            long size,
            List<String> identifiers,
            @Nullable Boolean suspicious,
            @Nullable Boolean incomplete) {
        this(status, size, identifiers, suspicious, incomplete, null);
    }

    /** Of which all identifiers are told. */
    public ToolResult(Status status, long size, List<String> identifiers, @Nullable Boolean suspicious) {
        this(status, size, identifiers, suspicious, null);
    }

    public List<String> trustedOrNone() {
        return trusted == null ? List.of() : trusted;
    }

    public static ToolResult succeeded(long size) {
        return new ToolResult(Status.SUCCEEDED, size, List.of(), null);
    }

    /** The same with a classifier's verdict; null where none ran. */
    public ToolResult judged(@Nullable Boolean verdict) {
        return new ToolResult(status, size, identifiers, verdict, incomplete, trusted, kept, mac);
    }

    /** The same of which these stood in fields that the tool's owner trusts. */
    public ToolResult trusting(Collection<String> whole) {
        return new ToolResult(status, size, identifiers, suspicious, incomplete, List.copyOf(whole), kept, mac);
    }

    /** The same with these of its values; null where none are kept. */
    public ToolResult keeping(@Nullable KeptFields fields) {
        return new ToolResult(status, size, identifiers, suspicious, incomplete, trusted, fields, mac);
    }

    /** The same, of this answer; null where it isn't told which. */
    public ToolResult of(@Nullable AnswerMac answer) {
        return new ToolResult(status, size, identifiers, suspicious, incomplete, trusted, kept, answer);
    }

    /** The same where there is no room for what the answer showed: it says that there was more, and nothing of it is kept. */
    public ToolResult withoutIdentifiers() {
        return new ToolResult(status, size, List.of(), suspicious, true, null, null, mac);
    }
}
