namespace ContractWatch.TestServers.Smtp;

/// <summary>The configuration of a Postfix that serves one test (https://www.postfix.org/postconf.5.html).</summary>
internal static class PostfixFiles
{
    public static string Sasl(string accounts) => $"""
        pwcheck_method: auxprop
        auxprop_plugin: sasldb
        mech_list: PLAIN LOGIN
        sasldb_path: {accounts}

        """;

    /// <summary>Every address of the domain is one mailbox, but for <c>nobody</c>, whom it does not know, and <c>later</c>, who is turned away for now.</summary>
    public static string Main(string folder, string domain, bool demandsLogin) => $"""
        compatibility_level = 3.6
        queue_directory = {folder}/queue
        data_directory = {folder}/data
        maillog_file = {folder}/log
        maillog_file_prefixes = {folder}
        myhostname = localhost
        mydestination =
        mynetworks =
        alias_maps =
        inet_interfaces = loopback-only
        inet_protocols = ipv4
        smtpd_tls_security_level = encrypt
        smtpd_tls_cert_file = {folder}/certificate.pem
        smtpd_tls_key_file = {folder}/key.pem
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_local_domain = localhost
        cyrus_sasl_config_path = {folder}/etc/sasl
        smtpd_relay_restrictions = permit_sasl_authenticated, {(demandsLogin ? "reject" : "reject_unauth_destination")}
        smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/etc/recipients
        virtual_mailbox_domains = {domain}
        virtual_mailbox_base = {folder}/mail
        virtual_mailbox_maps = regexp:{folder}/etc/mailboxes
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        smtpd_client_connection_count_limit = 0
        smtpd_error_sleep_time = 0

        """;

    public static string Recipients => "/^later@/ 450 4.2.0 Try again later\n";

    /// <summary>The first expression that fits counts, and an expression after an exclamation mark fits what it does not match.</summary>
    public static string Mailboxes => "if !/^nobody@/\n/./ all/\nendif\n";

    public static string Master(int port, int tlsPort) => $"""
        127.0.0.1:{port} inet n - n - - smtpd
        127.0.0.1:{tlsPort} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        virtual unix - n n - - virtual
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        proxymap unix - - n - - proxymap
        postlog unix-dgram n - n - 1 postlogd

        """;
}
