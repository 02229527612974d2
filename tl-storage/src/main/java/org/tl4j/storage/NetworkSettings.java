package org.tl4j.storage;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/**
 * What may be fetched, and through what.
 *
 * @param offline whether no socket is ever opened
 * @param proxy for all addresses but those of {@code direct}; Java's own settings ({@code https.proxyHost}) where there is
 *     none
 * @param direct hosts, and domains with all below them, that are reached without {@code proxy}
 */
public record NetworkSettings(boolean offline, Optional<InetSocketAddress> proxy, List<String> direct) {
    /** No proxy but Java's own. */
    public static final NetworkSettings DIRECT = new NetworkSettings(false, Optional.empty(), List.of());

    public NetworkSettings {
        requireNonNull(proxy, "proxy is null");
        direct = List.copyOf(direct);
    }

    /**
     * What the environment says: {@code HTTPS_PROXY}, else {@code HTTP_PROXY}, with {@code NO_PROXY}, in capitals or not, as
     * other commands take them.
     *
     * @param offline a switch: {@code 1} or {@code true}, {@code 0} or {@code false}
     * @throws UsageException if the switch or the address of the proxy is none
     */
    static NetworkSettings of(Map<String, String> environment, Optional<String> offline) {
        Optional<InetSocketAddress> proxy = Stream.of("HTTPS_PROXY", "HTTP_PROXY")
                .flatMap(name -> either(environment, name).stream())
                .findFirst()
                .map(NetworkSettings::address);
        List<String> direct = either(environment, "NO_PROXY").stream()
                .flatMap(hosts -> Arrays.stream(hosts.split(",")))
                .map(host -> host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(host -> !host.isEmpty())
                .toList();
        return new NetworkSettings(offline.map(NetworkSettings::truth).orElse(false), proxy, direct);
    }

    /** Whether a host is reached without the proxy. */
    public boolean isDirect(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
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

    private static InetSocketAddress address(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() != null) {
                return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
            }
            throw notAProxy(null);
        } catch (IllegalArgumentException e) {
            throw notAProxy(e);
        }
    }

    /** Shows no value: there may be a password in it. */
    private static UsageException notAProxy(Exception cause) {
        return new UsageException(
                new Problem("HTTPS_PROXY", "must be an address such as http://proxy.example.com:3128", "", ""), cause);
    }
}
