package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Prompt;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.SelfRegistered;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.registration.UnregisteredApplications;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.tasks.TaskDetails;
import dev.mandate.identity.tokens.GatewayResources;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads authorization requests. Nobody is redirected before client and address are known to belong together, and a parameter that would
 * narrow what is given, and isn't understood, is refused.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core section 3.1.2.1</a>
 */
@ApplicationScoped
class AuthorizationRequests {
    static final int LONGEST = 6_000;
    static final String TOO_LONG = "The application's request is too long.";

    private static final String NO_APPLICATION = "No application of this id may sign people in.";
    private static final String MALFORMED = "a parameter is missing, there twice or malformed";
    private static final int LONGEST_TEXT = 500;

    /** SHA-256, in base64url. */
    private static final String DIGEST = "[A-Za-z0-9_-]{43}";

    /** By error code. */
    private static final Map<String, String> NOT_UNDERSTOOD = Map.of(
            "request", "request_not_supported",
            "request_uri", "request_uri_not_supported",
            "registration", "registration_not_supported",
            "audience", "invalid_request",
            "delegation_id", "invalid_request");

    private final Clients clients;
    private final UnregisteredApplications unregistered;
    private final GatewayResources gateway;
    private final AskedResources targets;
    private final IdTokens idTokens;

    AuthorizationRequests(
            Clients clients,
            UnregisteredApplications unregistered,
            GatewayResources gateway,
            AskedResources targets,
            IdTokens idTokens) {
        this.clients = clients;
        this.unregistered = unregistered;
        this.gateway = gateway;
        this.targets = targets;
        this.idTokens = idTokens;
    }

    /**
     * Needs a session.
     *
     * @param startedAt when it came for the first time
     */
    Uni<Result<CodeRequest, AuthorizationFault>> read(Map<String, List<String>> parameters, Instant startedAt) {
        var id = single(parameters, "client_id");
        if (id.isEmpty() || !WholeText.is(id)) return person("The application doesn't say which one it is.");
        return application(id)
                .chain(found -> found.<Uni<Result<CodeRequest, AuthorizationFault>>>fold(
                        client -> read(client, parameters, startedAt), AuthorizationRequests::person));
    }

    private Uni<Result<Client, String>> application(String id) {
        if (SelfRegistered.is(id)) return unregistered.find(id);
        return clients.find(id)
                .map(found -> found.<Result<Client, String>>map(Result::done)
                        .orElseGet(() -> Result.refused(NO_APPLICATION)));
    }

    private Uni<Result<CodeRequest, AuthorizationFault>> read(
            Client client, Map<String, List<String>> parameters, Instant startedAt) {
        var application = client.application();
        if (application == null || !client.grants().contains(GrantTypes.AUTHORIZATION_CODE))
            return person(NO_APPLICATION);
        var why = client.standstill();
        if (why != null) return person("The application " + why.words() + ".");
        var uri = single(parameters, "redirect_uri");
        if (!RedirectUris.matches(application.redirectUris(), uri, SelfRegistered.is(client.id())))
            return person("The application asks to come back to an address that isn't registered for it.");
        var byForm = RedirectUris.isOfWeb(uri)
                && ResponseMode.FORM_POST.getValue().equals(single(parameters, "response_mode"));
        var where = new Answering(uri, byForm, optional(parameters, "state"));
        return read(client, application, where, parameters, startedAt).chain(request -> served(request, where));
    }

    /** Where faults go from here on. */
    private record Answering(
            String redirectUri, boolean byForm, @Nullable String state) {
        <T> Result<T, AuthorizationFault> fault(String code, String why) {
            return Result.refused(told(code, why));
        }

        AuthorizationFault told(String code, String why) {
            return new AuthorizationFault(code, why, redirectUri, state, byForm);
        }
    }

    private Result<CodeRequest, AuthorizationFault> read(
            Client client,
            Client.Application application,
            Answering where,
            Map<String, List<String>> parameters,
            Instant startedAt) {
        for (var narrowing : NOT_UNDERSTOOD.entrySet())
            if (parameters.containsKey(narrowing.getKey()))
                return where.fault(narrowing.getValue(), narrowing.getKey() + " is not supported");
        if (!isText(where.state()) || !isText(optional(parameters, "nonce")))
            return where.fault("invalid_request", "state and nonce have at most " + LONGEST_TEXT + " plain characters");
        var details = parameters.getOrDefault("authorization_details", List.of(""));
        if (details.size() != 1) return where.fault(TaskRequests.FAULT, "authorization_details are there twice");
        var task = TaskRequests.of(client, details.get(0).isEmpty() ? null : details.get(0));
        if (task.isPresent() && task.get() instanceof Result.Refused<TaskDetails, String> refused)
            return where.fault(TaskRequests.FAULT, refused.reason());
        try {
            var others = new LinkedHashMap<>(parameters);
            others.remove("authorization_details");
            var openId = single(parameters, "scope").contains("openid");
            if (ClaimsParameter.narrows(parameters, openId))
                return where.fault("invalid_request", ClaimsParameter.NOT_MET);
            var request = parsed(others, openId);
            return checked(
                    client,
                    application,
                    where,
                    request,
                    task.flatMap(AuthorizationRequests::done).orElse(null),
                    startedAt);
        } catch (ParseException e) {
            var error = e.getErrorObject();
            return where.fault(
                    error == null || error.getCode() == null ? "invalid_request" : error.getCode(), MALFORMED);
        }
    }

    private static AuthorizationRequest parsed(Map<String, List<String>> parameters, boolean openId)
            throws ParseException {
        try {
            return openId ? AuthenticationRequest.parse(parameters) : AuthorizationRequest.parse(parameters);
        } catch (RuntimeException e) {
            throw new ParseException(MALFORMED, e); // of a hint that is no JWT, as in Jose
        }
    }

    private Result<CodeRequest, AuthorizationFault> checked(
            Client client,
            Client.Application application,
            Answering where,
            AuthorizationRequest request,
            @Nullable TaskDetails task,
            Instant startedAt) {
        if (!ResponseType.CODE.equals(request.getResponseType()))
            return where.fault("unsupported_response_type", "response_type is code");
        var mode = request.getResponseMode();
        if (mode != null && !where.byForm() && !ResponseMode.QUERY.equals(mode))
            return where.fault("invalid_request", "response_mode is query, or form_post to http and https");
        var given = request.getCodeChallenge();
        var without = application.withoutPkce() && given == null && request.getCodeChallengeMethod() == null;
        if (!without && (given == null || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())))
            return where.fault("invalid_request", "PKCE with code_challenge_method S256 is required");
        var challenge = given == null ? CodeRequest.NO_CHALLENGE : given.getValue();
        if (!without && !challenge.matches(DIGEST))
            return where.fault("invalid_request", "code_challenge is 43 characters of base64url");
        var key = request.getDPoPJWKThumbprintConfirmation() == null
                ? null
                : request.getDPoPJWKThumbprintConfirmation().getValue().toString();
        if (key != null && !key.matches(DIGEST))
            return where.fault("invalid_request", "dpop_jkt is 43 characters of base64url");
        var prompt = request.getPrompt() == null ? new Prompt() : request.getPrompt();
        if (prompt.contains(Prompt.Type.CREATE))
            return where.fault("invalid_request", "prompt is none, login, select_account or consent");
        if (prompt.contains(Prompt.Type.NONE) && prompt.size() > 1)
            return where.fault("invalid_request", "prompt none stands alone");
        return targets.read(request, client, task)
                .because(fault -> where.told(fault.code(), fault.why()))
                .then(target -> openId(request, where)
                        .map(asked -> new CodeRequest(
                                client.id(),
                                client.name(),
                                where.redirectUri(),
                                target.scopes(),
                                target.resources(),
                                where.state(),
                                asked.nonce(),
                                challenge,
                                key,
                                prompt.contains(Prompt.Type.LOGIN) || prompt.contains(Prompt.Type.SELECT_ACCOUNT),
                                prompt.contains(Prompt.Type.NONE),
                                asked.maxAge(),
                                asked.strength(),
                                asked.subject(),
                                asked.loginHint(),
                                prompt.contains(Prompt.Type.CONSENT),
                                where.byForm(),
                                task,
                                target.server(),
                                startedAt)));
    }

    private static Optional<TaskDetails> done(Result<TaskDetails, String> read) {
        return read.fold(Optional::of, refused -> Optional.empty());
    }

    private record OpenId(
            @Nullable String nonce,
            @Nullable Long maxAge,
            Strength strength,
            @Nullable String subject,
            String loginHint) {}

    private Result<OpenId, AuthorizationFault> openId(AuthorizationRequest parsed, Answering where) {
        var parameters = parsed.toParameters();
        var acrs = new HashSet<>(Scopes.parse(single(parameters, "acr_values")));
        if (!acrs.isEmpty() && acrs.stream().noneMatch(SignInProof.STRENGTHS::containsKey))
            return where.fault("unmet_authentication_requirements", "none of these acr_values is known here");
        var maxAge = maxAge(single(parameters, "max_age"));
        if (maxAge.isEmpty()) return where.fault("invalid_request", "max_age is a number of seconds");
        var hint = optional(parameters, "id_token_hint");
        var subject = hint == null ? Optional.<String>empty() : idTokens.subjectOf(hint);
        if (hint != null && subject.isEmpty())
            return where.fault("invalid_request", "id_token_hint is no ID token of this issuer");
        var loginHint = single(parameters, "login_hint");
        return Result.done(new OpenId(
                optional(parameters, "nonce"),
                maxAge.get() < 0 ? null : maxAge.get(),
                SignInProof.weakest(acrs),
                subject.orElse(null),
                isText(loginHint) ? loginHint : ""));
    }

    /** -1 where none was asked for, empty for what is none. */
    private static Optional<Long> maxAge(String text) {
        if (text.isEmpty()) return Optional.of(-1L);
        return text.matches("\\d{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private Uni<Result<CodeRequest, AuthorizationFault>> served(CodeRequest request, Answering where) {
        Uni<Boolean> all = Uni.createFrom().item(true);
        for (var resource : request.resources())
            if (!gateway.has(resource))
                all = all.chain(
                        so -> so ? clients.isServed(resource) : Uni.createFrom().item(false));
        return all.map(
                so -> so ? Result.done(request) : where.fault("invalid_target", "no client serves this resource"));
    }

    private static boolean isText(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT && WholeText.is(text) && PlainText.is(text);
    }

    static String single(Map<String, List<String>> parameters, String name) {
        var values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    private static @Nullable String optional(Map<String, List<String>> parameters, String name) {
        var value = single(parameters, name);
        return value.isEmpty() ? null : value;
    }

    private static Uni<Result<CodeRequest, AuthorizationFault>> person(String why) {
        return Result.nowRefused(AuthorizationFault.forPerson(why));
    }
}
