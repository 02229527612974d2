package org.tl4j.storage;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.UsageException;

/**
 * What may be fetched, and through what.
 *
 * @param offline whether no socket is ever opened
 * @param proxy for all addresses but those of {@code direct}; Java's own settings ({@code https.proxyHost}) where there is
 *     none
 * @param direct hosts, and domains with all below them, that are reached without {@code proxy}
 * @param proxyCredentials sent to {@code proxy}
 * @param downloadLimitBytes the longest file that may be fetched if the catalogue states no length, at least 1
 */
public record NetworkSettings(
        boolean offline,
        Optional<InetSocketAddress> proxy,
        List<String> direct,
        Optional<Credentials> proxyCredentials,
        long downloadLimitBytes) {
    /** 4 GiB: seven times the largest network of the catalogue. */
    public static final long DEFAULT_DOWNLOAD_LIMIT_BYTES = 4L << 30;

    private static final int LAST_PORT = 65_535;

    /** No proxy but Java's own. */
    public static final NetworkSettings DIRECT = new NetworkSettings(false, Optional.empty(), List.of());

    public NetworkSettings {
        requireNonNull(proxy, "proxy is null");
        requireNonNull(proxyCredentials, "proxyCredentials is null");
        direct = List.copyOf(direct);
        if (downloadLimitBytes < 1) {
            throw new UsageException("download-limit", "must be at least 1 byte", "" + downloadLimitBytes, "");
        }
    }

    /** A proxy without a password, and the default limit. */
    public NetworkSettings(boolean offline, Optional<InetSocketAddress> proxy, List<String> direct) {
        this(offline, proxy, direct, Optional.empty(), DEFAULT_DOWNLOAD_LIMIT_BYTES);
    }

    /**
     * The settings of the environment: {@code HTTPS_PROXY}, else {@code HTTP_PROXY}, with {@code NO_PROXY}, in upper or
     * lower case, as other programs read them.
     *
     * @param offline a switch: {@code 1} or {@code true}, {@code 0} or {@code false}
     * @param downloadLimitBytes the longest file that may be fetched if the catalogue states no length
     * @throws UsageException if the switch or the address of the proxy is not valid
     */
    static NetworkSettings of(Map<String, String> environment, Optional<String> offline, long downloadLimitBytes) {
        Optional<URI> proxy = Stream.of("HTTPS_PROXY", "HTTP_PROXY")
                .flatMap(name -> either(environment, name).map(value -> proxy(name, value)).stream())
                .findFirst();
        List<String> direct = either(environment, "NO_PROXY").stream()
                .flatMap(hosts -> Arrays.stream(hosts.split(",")))
                .map(host -> host.strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^\\*?\\.", "")
                        .replaceAll("[\\[\\]]", ""))
                .filter(host -> !host.isEmpty())
                .toList();
        return new NetworkSettings(
                offline.map(NetworkSettings::truth).orElse(false),
                proxy.map(NetworkSettings::socket),
                direct,
                proxy.flatMap(Credentials::of),
                downloadLimitBytes);
    }

    /** The same, opening no socket. */
    NetworkSettings asOffline() {
        return new NetworkSettings(true, proxy, direct, proxyCredentials, downloadLimitBytes);
    }

    /** Whether a host is reached without the proxy. */
    public boolean isDirect(String host) {
        String lower = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return direct.stream().anyMatch(one -> one.equals("*") || lower.equals(one) || lower.endsWith("." + one));
    }

    private static Optional<String> either(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new UsageException("TL_OFFLINE", "must be 1 or 0", text, "");
        };
    }

    private static InetSocketAddress socket(URI proxy) {
        return InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
    }

    private static URI proxy(String name, String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            boolean known = scheme.equals("http") || scheme.equals("https");
            if (known && uri.getHost() != null && uri.getPort() <= LAST_PORT) {
                return uri;
            }
            throw notAProxy(name, text);
        } catch (URISyntaxException e) {
            throw notAProxy(name, text); // without the cause, whose message holds the password
        }
    }

    private static UsageException notAProxy(String name, String text) {
        return new UsageException(
                name,
                "must be an address such as http://proxy.example.com:3128",
                Redaction.address(text),
                "percent-encode special characters of a password, and name a proxy for http, not for SOCKS");
    }
}
