package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.WeightsException;
import org.tl4j.storage.Credentials;
import org.tl4j.storage.NetworkSettings;

/**
 * Access to the web. Redirections are followed here and not by the client, which would not report what it does not
 * follow; user and password are sent only to the server that they were given for. Thread-safe.
 */
final class Web {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTIONS = 10;

    private final HttpClient client;
    private final NetworkSettings network;

    /**
     * @param client follows no redirection
     * @param network the proxy and its password
     */
    Web(HttpClient client, NetworkSettings network) {
        this.client = client;
        this.network = network;
    }

    static Web of(NetworkSettings network) {
        return new Web(builder(network).build(), network);
    }

    static HttpClient.Builder builder(NetworkSettings network) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // other versions are not faster for one large file
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new EnvironmentProxy(network));
        WatchedCertificates.context().ifPresent(builder::sslContext);
        return builder;
    }

    /**
     * Requests a file.
     *
     * @param headers to send
     * @return the answer, which is no redirection; the caller closes its body
     * @throws WeightsException if a redirection is not followed, or trying again cannot help
     * @throws IOException if trying again may help
     */
    HttpResponse<InputStream> get(URI address, Map<String, String> headers) throws IOException, InterruptedException {
        Set<URI> seen = new HashSet<>();
        URI next = withoutUser(address);
        while (seen.add(next)) {
            HttpResponse<InputStream> response = send(request(address, next, headers));
            if (!REDIRECTIONS.contains(response.statusCode())) {
                return response;
            }
            response.body().close();
            if (seen.size() > MOST_REDIRECTIONS) {
                throw redirected(address, response, "more than " + MOST_REDIRECTIONS + " redirections");
            }
            next = withoutUser(target(address, next, response));
        }
        throw new WeightsException(
                Redaction.address(address),
                "must lead to a file",
                "a redirection, status 302 or alike, that leads in a circle",
                Download.REMEDY);
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ProtocolException | IllegalArgumentException | UncheckedIOException e) {
            // the client itself reads numbers of headers
            throw WebFailure.headers(request.uri(), e);
        } catch (IOException e) {
            throw WebFailure.lasting(request.uri(), new EnvironmentProxy(network).of(request.uri()), e);
        }
    }

    private HttpRequest request(URI first, URI address, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ANSWER_TIMEOUT)
                // the length and the parts of a file are those of its bytes as they are
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        if (isSameServer(first, address)) {
            Credentials.of(first).ifPresent(user -> request.header("Authorization", user.header()));
        }
        if (new EnvironmentProxy(network).of(address).isPresent()) {
            network.proxyCredentials().ifPresent(user -> {
                ProxyPasswords.requireSent(address);
                request.header("Proxy-Authorization", user.header());
            });
        }
        return request.build();
    }

    private static URI target(URI first, URI from, HttpResponse<InputStream> response) {
        String location = response.headers().firstValue("Location").orElse("");
        URI to;
        try {
            to = from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw redirected(first, response, "a redirection to no address, " + Redaction.address(location));
        }
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        boolean secure = from.getScheme().equalsIgnoreCase("https");
        if (!scheme.equals("https") && (secure || !scheme.equals("http"))) {
            String why = scheme.equals("http") ? "from https to http" : "to the scheme " + scheme;
            throw redirected(first, response, "a redirection %s, which is not followed".formatted(why));
        }
        if (to.getHost() == null || location.isEmpty() || to.getPort() > Mirror.LAST_PORT) {
            throw redirected(first, response, "a redirection to no address, " + Redaction.address(location));
        }
        if (Credentials.of(to).isPresent()) {
            throw redirected(first, response, "a redirection to an address with a user, which is not followed");
        }
        return to;
    }

    private static WeightsException redirected(URI address, HttpResponse<?> response, String found) {
        return new WeightsException(
                Redaction.address(address),
                "must lead to a file",
                "status " + response.statusCode() + ", " + found,
                Download.REMEDY);
    }

    /** The client ignores user and password in an address. */
    private static URI withoutUser(URI address) {
        String authority = address.getRawAuthority();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create(address.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1)
                + address.getRawPath() + query);
    }

    private static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        int usual = address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return address.getPort() < 0 ? usual : address.getPort();
    }
}
