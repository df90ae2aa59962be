using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Tests.Storage;

public sealed class ObjectStoresTests
{
    [Theory]
    [InlineData("/data/store", "file:///data/store")]
    [InlineData("file:///data/store", "file:///data/store")]
    public void AFolderIsAStore(string address, string expected) => Assert.Equal(expected, ObjectStores.Open(address).Address);

    [Fact]
    public void AContainerOfAnAccountIsAStore() => Assert.Equal("az://account1/con-tainer", ObjectStores.Open("az://account1/con-tainer").Address);

    [Theory]
    [InlineData("")]
    [InlineData("s3://")]
    [InlineData("s3://Upper")]
    [InlineData("s3://bucket/prefix")]
    [InlineData("gs://")]
    [InlineData("gs://bucket/prefix")]
    [InlineData("az://account")]
    [InlineData("az://ac/container")]
    [InlineData("az://account/Container")]
    [InlineData("az://account/con--tainer")]
    [InlineData("az://account/container/prefix")]
    [InlineData("file://host/folder")]
    [InlineData("ftp://host")]
    public void OtherAddressesAreRefusedByName(string address) =>
        Assert.Contains($"'{address}'", Assert.Throws<UsageException>(() => ObjectStores.Open(address)).Message, StringComparison.Ordinal);
}
