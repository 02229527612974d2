package org.tl4j.serve;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tl4j.core.error.Problem;

/**
 * Decides who may ask. With a token, everybody who has it. Without one, those who reach the address; a browser there also runs pages
 * of strangers, so that requests must not come from such a page: neither by its own address ({@code Origin}), nor by a DNS
 * name that resolves to this machine (DNS rebinding). Immutable.
 */
final class RequestGuard {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|0:0:0:0:0:0:0:1");
    private static final String SCHEME = "bearer ";

    private final Optional<AccessToken> token;
    private final boolean local;
    private final String host;

    RequestGuard(ServerSettings settings) {
        this.token = settings.token();
        this.local = settings.isLocal();
        this.host = name(settings.host());
    }

    /**
     * Refuses a request that may not be answered.
     *
     * @param open whether nobody needs a token for it
     * @param serverName the host that it was sent to, by its own words
     * @param authority the same with the port, where one is written
     * @param origin the header {@code Origin}
     * @param authorization the header {@code Authorization}
     * @throws RefusedRequestException with 401, 403 or 421
     */
    void check(
            boolean open,
            String serverName,
            Optional<String> authority,
            Optional<String> origin,
            Optional<String> authorization) {
        if (token.isPresent()) {
            if (!open && authorization.filter(this::isToken).isEmpty()) {
                throw unauthorized();
            }
            return;
        }
        if (local && !isOurs(name(serverName))) {
            throw new RefusedRequestException(
                    421,
                    "host of the request",
                    "must be localhost, or the address where the server listens",
                    serverName,
                    "a server that is reached by other names needs a token");
        }
        if (origin.isPresent() && !isSame(origin.get(), authority)) {
            throw new RefusedRequestException(
                    403,
                    "origin of the request",
                    "must be the page of this server",
                    origin.get(),
                    "a server that is used by other pages needs a token");
        }
    }

    private boolean isToken(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                && token.orElseThrow()
                        .matches(authorization.substring(SCHEME.length()).strip());
    }

    private static RefusedRequestException unauthorized() {
        return new RefusedRequestException(
                401,
                new Problem(
                        "request",
                        "must carry the token of the server in the header Authorization: Bearer",
                        "none, or another one",
                        ""),
                Map.of("WWW-Authenticate", "Bearer"));
    }

    private boolean isOurs(String name) {
        return name.equals(host) || LOOPBACK.matcher(name).matches();
    }

    private static String name(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    private static boolean isSame(String origin, Optional<String> authority) {
        try {
            String asked = new URI(origin).getRawAuthority();
            return asked != null && authority.filter(asked::equalsIgnoreCase).isPresent();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
