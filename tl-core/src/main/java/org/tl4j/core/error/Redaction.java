package org.tl4j.core.error;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes possible secrets from addresses: user and password, the query, the fragment and path parameters. If the parts
 * of an address are ambiguous, more is removed rather than less. Every {@link Problem} is redacted; code that shows an
 * address in another way uses this class. Stateless and thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-7.5">RFC 3986, section 7.5</a>
 */
public final class Redaction {
    private static final String HIDDEN = "***";

    /** A scheme has two letters at least, since a drive of Windows has one, and few, so that no text takes long. */
    private static final Pattern IN_TEXT =
            Pattern.compile("(?i)\\b(?!(?:file|jar|zip):)(?:[a-z][a-z0-9+.-]{1,19}:[/\\\\]|https?:|https?%3a)"
                    // a password may hold a quote, so one ends an address only where a text could go on
                    + "(?:[^\\s\"'<>|]|[\"'<>|](?![\\s,;.:)\\]}\"'<>|]|$))*+");

    private static final Pattern SCHEME =
            Pattern.compile("(?i)^(?:[a-z][a-z0-9+.-]{1,19}:[/\\\\]+|https?:[/\\\\]*|https?%3a(?:%2f)*)");
    private static final Pattern PUNCTUATION = Pattern.compile("[,;.:)\\]]+$");
    private static final Pattern AT = Pattern.compile("@|%(?:25)*40");
    private static final Pattern SECRET = Pattern.compile("(?i)[?#;]|%(?:25)*(?:3f|23|3b)");
    private static final Pattern NO_PORT = Pattern.compile("^([^/\\\\:\\[]*):(?!\\d{1,5}(?:[/\\\\]|$))[^/\\\\]*");

    private Redaction() {}

    /** A text with all addresses in it redacted, except those of local files. */
    public static String text(String text) {
        return IN_TEXT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(inText(found.group())));
    }

    /** A redacted address. */
    public static String address(URI address) {
        return address(address.toString());
    }

    /** A text that a user or a server gave as an address, valid or not, redacted. */
    public static String address(String text) {
        URI uri = parsed(text);
        if (uri == null || uri.getScheme() == null || uri.getHost() == null) {
            return careful(text);
        }
        String path = uri.getRawPath();
        // a password may hold a slash: host:12/34@host
        return uri.getPort() >= 0 && AT.matcher(path).find() ? careful(text) : precise(uri, path);
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null; // its message would hold all of the text
        }
    }

    private static String precise(URI uri, String path) {
        String user = uri.getRawUserInfo();
        String shown = uri.getScheme() + "://"
                + (user == null || user.isEmpty() ? "" : HIDDEN + "@")
                + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + text(upToSecret(path));
        boolean more = uri.getRawQuery() != null || uri.getRawFragment() != null;
        return more && !shown.endsWith(HIDDEN) ? shown + "?" + HIDDEN : shown;
    }

    private static String careful(String text) {
        Matcher scheme = SCHEME.matcher(text);
        String beginning = scheme.find() ? scheme.group() : "";
        String rest = text.substring(beginning.length());
        int end = -1;
        for (Matcher at = AT.matcher(rest); at.find(); ) {
            end = at.end();
        }
        if (end >= 0) {
            return beginning + HIDDEN + "@" + upToSecret(rest.substring(end));
        }
        String shown = upToSecret(rest);
        return beginning + (beginning.isEmpty() ? shown : NO_PORT.matcher(shown).replaceFirst("$1:" + HIDDEN));
    }

    private static String upToSecret(String text) {
        Matcher secret = SECRET.matcher(text);
        return secret.find() ? text.substring(0, secret.start()) + "?" + HIDDEN : text;
    }

    private static String inText(String found) {
        Matcher punctuation = PUNCTUATION.matcher(found);
        int end = punctuation.find() ? punctuation.start() : found.length();
        return address(found.substring(0, end)) + found.substring(end);
    }
}
