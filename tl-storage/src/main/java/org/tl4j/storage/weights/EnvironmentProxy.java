package org.tl4j.storage.weights;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.storage.NetworkSettings;

/** The proxy of the environment; Java's own settings have priority. Thread-safe. */
final class EnvironmentProxy extends ProxySelector {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentProxy.class);

    private final NetworkSettings network;

    EnvironmentProxy(NetworkSettings network) {
        this.network = network;
    }

    /** The proxy of the environment, if an address is reached through it. */
    Optional<InetSocketAddress> of(URI address) {
        return isFree(address) && !network.isDirect(address.getHost()) ? network.proxy() : Optional.empty();
    }

    @Override
    public List<Proxy> select(URI address) {
        return of(address)
                .map(proxy -> List.of(new Proxy(Proxy.Type.HTTP, proxy)))
                .orElseGet(() -> ProxySelector.getDefault().select(address));
    }

    @Override
    public void connectFailed(URI address, SocketAddress tried, IOException cause) {
        LOG.debug("the proxy {} cannot be reached", tried, cause);
    }

    private static boolean isFree(URI address) {
        return ProxySelector.getDefault().select(address).stream().allMatch(one -> one.type() == Proxy.Type.DIRECT);
    }
}
