namespace ContractWatch.Ledger;

/// <summary>What a bundle says of itself to a person who has no ContractWatch at hand.</summary>
internal static class BundleGuide
{
    public const string Text = """
        Evidence of what a public source said of one award, and what was made of it.

        manifest.json    what each answer is: where and when it was received, its SHA-256, and its place in the ledger
        answers/*.gz     the answers as they were received (gunzip them; their SHA-256 is the one in the manifest)
        changes.json     what changed, and at which place of which answer that was read (JSON pointers, RFC 6901)
        matches.json     which watches a change concerned, and why
        chain.txt        the ledger from the first answer here to its end: PLACE SEAL LINK
        SHA256SUMS       of everything above

        To check it:     contractwatch verify THIS.zip
        Without it:      sha256sum -c SHA256SUMS
                         A seal is the SHA-256 over seven lines: feed, time, method and URL, SHA-256 of the request or -, status,
                         SHA-256 of the body, versions. A link is the SHA-256 over two lines: the link before it, and the seal.
                         Each line ends with a line feed; the link before the first line of chain.txt is chainBefore in the manifest.

        What this proves: that the answers are the ones the ledger holds, and that the changes follow from them. That the source really
        gave them, no file can prove: ask who kept the ledger, and compare its last link with one that was noted down at the time.

        """;
}
