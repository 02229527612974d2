package org.tl4j.storage.weights;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.storage.NetworkSettings;

/** How this process reaches the web. Redirections are followed, but none from https to http. */
final class Web {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private Web() {}

    static HttpClient client(NetworkSettings network) {
        return builder(network).build();
    }

    static HttpClient.Builder builder(NetworkSettings network) {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(network.proxy()
                        .<ProxySelector>map(proxy -> new EnvironmentProxy(network, new Proxy(Proxy.Type.HTTP, proxy)))
                        .orElseGet(ProxySelector::getDefault));
    }

    /** An address without a password that may be in it. */
    static String shown(URI address) {
        String user = address.getRawUserInfo();
        return user == null ? address.toString() : address.toString().replace(user + "@", "");
    }

    /** The proxy of the environment; what Java itself was told wins. */
    private static final class EnvironmentProxy extends ProxySelector {
        private static final Logger LOG = LoggerFactory.getLogger(EnvironmentProxy.class);

        private final NetworkSettings network;
        private final Proxy proxy;

        EnvironmentProxy(NetworkSettings network, Proxy proxy) {
            this.network = network;
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI address) {
            List<Proxy> told = ProxySelector.getDefault().select(address);
            boolean free = told.stream().allMatch(one -> one.type() == Proxy.Type.DIRECT);
            return free && !network.isDirect(address.getHost()) ? List.of(proxy) : told;
        }

        @Override
        public void connectFailed(URI address, SocketAddress tried, IOException cause) {
            LOG.debug("the proxy {} cannot be reached", tried, cause);
        }
    }
}
