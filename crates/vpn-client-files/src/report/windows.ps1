# What this computer's VPN is set up with, as JSON for a help desk: gatelint check report.json
#
# It reads and changes nothing. It writes no keys and no sign-in data, only what is public or a plain setting.
# Run it as the user who can't connect, without elevation:
#
#   powershell -ExecutionPolicy Bypass -File client-report.ps1 -Path report.json
#
# Without -Path the JSON goes to standard output. With -CheckReachability it also asks for the lists of revoked
# certificates and tries port 443 of the VPN servers.
param(
    [string]$Path = '',
    [switch]$CheckReachability
)

$askNetwork = $CheckReachability.IsPresent

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$invariant = [Globalization.CultureInfo]::InvariantCulture

function Format-Time($time) {
    if ($null -eq $time) { return $null }
    ([datetime]$time).ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss'Z'", $invariant)
}

# An address without the user name and the query that it may have.
function Format-Address($text) {
    if (-not $text) { return $null }
    (([string]$text) -replace '//[^/@\s]*@', '//') -replace '\?.*$', ''
}

# A line without names of users, without what stands behind a word for something secret, and without long runs of letters and digits.
function Format-Line($text) {
    $line = ([string]$text) -replace '\S+@\S+', '<user>'
    $line = $line -replace '((pass(word|phrase)?|secret|token|psk)[a-z_]*["'']?[=:]\s*)\S+', '$1<left out>'
    ($line -replace '[A-Za-z0-9+/=_.-]{40,}', '<left out>').Trim()
}

function Read-RegistryValue($key, $name) {
    $item = Get-ItemProperty -Path $key -Name $name -ErrorAction SilentlyContinue
    if ($null -eq $item) { return $null }
    $item.$name
}

$report = [ordered]@{
    '$schema' = 'urn:gatelint:schema:client-report:1'
    kind = 'gatelint client report'
    version = 1
    platform = 'windows'
    written = Format-Time (Get-Date)
}

# A section that fails says so under its name; the others go on.
function Add-Object($name, [scriptblock]$read) {
    try { $report[$name] = & $read }
    catch { $report[$name] = @{ error = $_.Exception.Message } }
}

function Add-List($name, [scriptblock]$read) {
    try { $report[$name] = @(& $read | Where-Object { $null -ne $_ }) }
    catch { $report[$name] = @{ error = $_.Exception.Message } }
}

Add-Object 'operatingSystem' {
    $os = Get-CimInstance -ClassName Win32_OperatingSystem
    $computer = Get-CimInstance -ClassName Win32_ComputerSystem
    $fixes = Get-CimInstance -ClassName Win32_QuickFixEngineering
    [ordered]@{
        name = $os.Caption
        version = $os.Version
        build = [int]$os.BuildNumber
        revision = Read-RegistryValue 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' 'UBR'
        updates = @($fixes | ForEach-Object { $_.HotFixID } | Where-Object { $_ })
        domainJoined = [bool]$computer.PartOfDomain
    }
}

Add-Object 'registry' {
    [ordered]@{
        disableCertReqPayload = Read-RegistryValue 'HKLM:\SYSTEM\CurrentControlSet\Services\RasMan\IKEv2' 'DisableCertReqPayload'
        disableDomainCreds = Read-RegistryValue 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa' 'DisableDomainCreds'
    }
}

Add-List 'certificates' {
    foreach ($location in 'CurrentUser', 'LocalMachine') {
        foreach ($name in 'My', 'Root', 'CA') {
            $store = New-Object Security.Cryptography.X509Certificates.X509Store($name, $location)
            $store.Open([Security.Cryptography.X509Certificates.OpenFlags]'ReadOnly, OpenExistingOnly')
            foreach ($certificate in $store.Certificates) {
                $usage = $certificate.Extensions | Where-Object { $_.Oid.Value -eq '2.5.29.37' } | Select-Object -First 1
                $purposes = $null
                if ($usage) { $purposes = @($usage.EnhancedKeyUsages | ForEach-Object { $_.Value }) }
                $data = $null
                if ($name -ne 'Root') { $data = [Convert]::ToBase64String($certificate.RawData) }
                [ordered]@{
                    store = "$location\$name"
                    thumbprint = $certificate.Thumbprint
                    subject = $certificate.Subject
                    issuer = $certificate.Issuer
                    notBefore = Format-Time $certificate.NotBefore
                    notAfter = Format-Time $certificate.NotAfter
                    hasPrivateKey = $certificate.HasPrivateKey
                    extendedKeyUsage = $purposes
                    data = $data
                }
            }
            $store.Close()
        }
    }
}

Add-List 'connections' {
    foreach ($forAll in $false, $true) {
        $found = if ($forAll) { Get-VpnConnection -AllUserConnection } else { Get-VpnConnection }
        foreach ($one in @($found | Where-Object { $_ })) {
            [ordered]@{
                name = $one.Name
                allUsers = $forAll
                server = $one.ServerAddress
                tunnel = [string]$one.TunnelType
                authentication = @($one.AuthenticationMethod | Where-Object { $_ } | ForEach-Object { [string]$_ })
                splitTunneling = $one.SplitTunneling
                connected = ([string]$one.ConnectionStatus -eq 'Connected')
                plugin = $one.PlugInApplicationID
                dnsSuffix = $one.DnsSuffix
                routes = @($one.Routes | Where-Object { $_ } | ForEach-Object { $_.DestinationPrefix })
                manager = 'Windows'
            }
        }
    }
}

Add-List 'phonebooks' {
    $places = @(
        "$env:APPDATA\Microsoft\Network\Connections\Pbk\rasphone.pbk"
        "$env:APPDATA\Microsoft\Network\Connections\Pbk\_hiddenPbk\rasphone.pbk"
        "$env:APPDATA\Microsoft\Network\Connections\Cm\*\*.pbk"
        "$env:ProgramData\Microsoft\Network\Connections\Pbk\rasphone.pbk"
        "$env:LOCALAPPDATA\Packages\Microsoft.AzureVpn*\LocalState\rasphone.pbk"
    )
    foreach ($file in @(Get-Item -Path $places -Force -ErrorAction SilentlyContinue)) {
        $entries = New-Object Collections.ArrayList
        $entry = $null
        foreach ($line in [IO.File]::ReadAllLines($file.FullName)) {
            if ($line -match '^\[(.+)\]\s*$') {
                $entry = [ordered]@{ name = $Matches[1]; server = $null; strategy = $null; eapType = $null; dnsSuffix = $null; metric = $null }
                [void]$entries.Add($entry)
            } elseif ($null -ne $entry -and $line -match '^(PhoneNumber|VpnStrategy|CustomAuthKey|IpDnsSuffix|IpInterfaceMetric)=(.+)$') {
                # Nothing but these five settings is taken from a phone book.
                $value = $Matches[2].Trim()
                switch ($Matches[1]) {
                    'PhoneNumber' { $entry.server = $value }
                    'VpnStrategy' { if ($value -match '^\d{1,9}$') { $entry.strategy = [int]$value } }
                    'CustomAuthKey' { if ($value -match '^\d{1,9}$') { $entry.eapType = [int]$value } }
                    'IpDnsSuffix' { $entry.dnsSuffix = $value }
                    'IpInterfaceMetric' { if ($value -match '^\d{1,9}$') { $entry.metric = [int]$value } }
                }
            }
        }
        [ordered]@{ path = $file.FullName; entries = @($entries) }
    }
}

Add-List 'profileFolders' {
    $connections = "$env:APPDATA\Microsoft\Network\Connections"
    $packages = @(Get-Item -Path "$connections\Cm\*", "$env:ProgramData\Microsoft\Network\Connections\Cm\*" -ErrorAction SilentlyContinue)
    $packages += @(Get-Item -Path "$connections\*" -ErrorAction SilentlyContinue | Where-Object { $_.Name -match '^[{]?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}[}]?$' })
    $clients = @(Get-Item -Path "$env:LOCALAPPDATA\Packages\Microsoft.AzureVpn*" -ErrorAction SilentlyContinue)
    $owned = @($packages | ForEach-Object { ,@('package', $_, $_.FullName) })
    $owned += @($clients | ForEach-Object { ,@('azure-vpn-client', $_, (Join-Path $_.FullName 'LocalState')) })
    foreach ($one in $owned) {
        if (-not $one[1].PSIsContainer) { continue }
        $inside = @(Get-ChildItem -LiteralPath $one[2] -ErrorAction SilentlyContinue)
        [ordered]@{
            owner = $one[0]
            path = $one[1].FullName
            written = Format-Time $one[1].LastWriteTime
            files = @($inside | Where-Object { -not $_.PSIsContainer } | ForEach-Object { $_.Name })
        }
    }
}

Add-List 'adapters' {
    $problems = @{}
    Get-CimInstance -ClassName Win32_PnPEntity -Filter "PNPClass = 'Net'" | ForEach-Object { $problems[[string]$_.PNPDeviceID] = [int]$_.ConfigManagerErrorCode }
    foreach ($one in @(Get-NetAdapter)) {
        [ordered]@{
            name = $one.Name
            description = $one.InterfaceDescription
            physical = [bool]$one.HardwareInterface
            up = ([string]$one.Status -eq 'Up')
            driverDate = [string]$one.DriverDate
            driverVersion = $one.DriverVersion
            driverProvider = $one.DriverProvider
            problem = $problems[[string]$one.PnPDeviceID]
        }
    }
}

Add-List 'miniports' {
    foreach ($one in @(Get-CimInstance -ClassName Win32_PnPEntity -Filter "PNPClass = 'Net'")) {
        if ([string]$one.PNPDeviceID -match 'MS_(AGILEVPN|SSTP|L2TP|PPTP|PPPOE)MINIPORT|MS_NDISWAN[A-Z0-9]+') {
            [ordered]@{ id = $Matches[0].ToUpperInvariant(); name = $one.Name; problem = [int]$one.ConfigManagerErrorCode }
        }
    }
}

Add-List 'interfaces' {
    $tunnels = @(Get-VpnConnection | ForEach-Object { $_.Name }) + @(Get-VpnConnection -AllUserConnection | ForEach-Object { $_.Name })
    foreach ($one in @(Get-NetIPInterface -AddressFamily IPv4 -ConnectionState Connected)) {
        $index = $one.InterfaceIndex
        $addresses = @(Get-NetIPAddress -InterfaceIndex $index -AddressFamily IPv4 -ErrorAction SilentlyContinue)
        $servers = Get-DnsClientServerAddress -InterfaceIndex $index -AddressFamily IPv4 -ErrorAction SilentlyContinue
        $client = Get-DnsClient -InterfaceIndex $index -ErrorAction SilentlyContinue
        if (@($addresses | Where-Object { $_.IPAddress -like '127.*' }).Count -gt 0) { continue }
        [ordered]@{
            name = $one.InterfaceAlias
            tunnel = ($tunnels -contains $one.InterfaceAlias)
            addresses = @($addresses | ForEach-Object { "$($_.IPAddress)/$($_.PrefixLength)" })
            metric = [int]$one.InterfaceMetric
            dnsServers = @($servers | ForEach-Object { $_.ServerAddresses } | Where-Object { $_ })
            dnsSuffix = $client.ConnectionSpecificSuffix
        }
    }
}

Add-List 'routes' {
    foreach ($one in @(Get-NetRoute -AddressFamily IPv4)) {
        $hop = $one.NextHop
        if ($hop -eq '0.0.0.0') { $hop = $null }
        [ordered]@{ destination = $one.DestinationPrefix; nextHop = $hop; interface = $one.InterfaceAlias; metric = [int]$one.RouteMetric }
    }
}

Add-Object 'nameResolution' {
    $global = Get-DnsClientGlobalSetting
    $rules = @(Get-DnsClientNrptPolicy -ErrorAction SilentlyContinue)
    [ordered]@{
        suffixes = @($global.SuffixSearchList | Where-Object { $_ })
        servers = @()
        rules = @($rules | ForEach-Object {
            [ordered]@{ names = @($_.Namespace | Where-Object { $_ }); servers = @($_.NameServers | Where-Object { $_ } | ForEach-Object { [string]$_ }) }
        })
    }
}

Add-Object 'proxy' {
    $settings = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings'
    $user = $null
    if ((Read-RegistryValue $settings 'ProxyEnable') -eq 1) { $user = Format-Address (Read-RegistryValue $settings 'ProxyServer') }
    $system = $null
    $bytes = [byte[]](Read-RegistryValue 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections' 'WinHttpSettings')
    # Flags, then the length of the proxy's name and the name.
    if ($bytes -and $bytes.Length -ge 16 -and ($bytes[8] -band 2)) {
        $length = [BitConverter]::ToInt32($bytes, 12)
        if ($length -gt 0 -and $length -le $bytes.Length - 16) { $system = Format-Address ([Text.Encoding]::ASCII.GetString($bytes, 16, $length)) }
    }
    [ordered]@{
        user = $user
        autoConfiguration = Format-Address (Read-RegistryValue $settings 'AutoConfigURL')
        system = $system
    }
}

if ($askNetwork) {
    Add-List 'reachability' {
        foreach ($address in 'http://crl3.digicert.com/ssca-sha2-g1.crl', 'http://crl4.digicert.com/ssca-sha2-g1.crl') {
            $reached = $true
            $why = $null
            try {
                $request = [Net.WebRequest]::Create($address)
                $request.Method = 'HEAD'
                $request.Timeout = 10000
                $request.GetResponse().Close()
            } catch { $reached = $false; $why = Format-Line ($_.Exception.Message) }
            [ordered]@{ target = $address; reached = $reached; error = $why }
        }
        $servers = @(Get-VpnConnection) + @(Get-VpnConnection -AllUserConnection) | ForEach-Object { $_.ServerAddress } | Where-Object { $_ } | Sort-Object -Unique
        foreach ($server in @($servers)) {
            $reached = $false
            $why = $null
            $client = New-Object Net.Sockets.TcpClient
            try {
                $reached = $client.ConnectAsync($server, 443).Wait(10000)
                if (-not $reached) { $why = 'no answer within 10 seconds' }
            } catch { $why = Format-Line ($_.Exception.GetBaseException().Message) }
            $client.Close()
            [ordered]@{ target = "${server}:443"; reached = $reached; error = $why }
        }
    }
}

# The two last numbers that powercfg prints of a setting are its values on mains and on battery, in any language.
function Read-PowerSetting($name) {
    # Windows PowerShell 5.1 takes what a program prints to its error stream for an error that ends the section.
    $ErrorActionPreference = 'SilentlyContinue'
    $numbers = @(& powercfg.exe /query SCHEME_CURRENT SUB_SLEEP $name 2>$null | Select-String -Pattern '0x([0-9a-fA-F]{8})' | ForEach-Object { [Convert]::ToInt64($_.Matches[0].Groups[1].Value, 16) })
    if ($numbers.Count -lt 2) { return @($null, $null) }
    @($numbers[-2], $numbers[-1])
}

Add-Object 'sleep' {
    $standby = @(Read-PowerSetting 'STANDBYIDLE')
    $hibernate = @(Read-PowerSetting 'HIBERNATEIDLE')
    [ordered]@{
        standbyOnMains = $standby[0]
        standbyOnBattery = $standby[1]
        hibernateOnMains = $hibernate[0]
        hibernateOnBattery = $hibernate[1]
    }
}

Add-List 'events' {
    $found = @()
    try { $found = @(Get-WinEvent -FilterHashtable @{ LogName = 'Application'; ProviderName = 'RasClient'; Id = 20225, 20226, 20227 } -MaxEvents 40) }
    catch { if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') { throw } }
    foreach ($one in $found) {
        $values = @($one.Properties | ForEach-Object { [string]$_.Value })
        $code = $null
        $connection = $null
        if ($values.Count -gt 2) { $connection = $values[2] }
        if ($one.Id -ne 20225 -and $values.Count -gt 3 -and $values[-1] -match '^-?\d{1,10}$') { $code = [long]$values[-1] }
        [ordered]@{ source = 'RasClient'; id = [int]$one.Id; time = Format-Time $one.TimeCreated; connection = $connection; error = $code; text = $null }
    }
    $logs = @(Get-Item -Path "$env:LOCALAPPDATA\Packages\Microsoft.AzureVpn*\LocalState\LogFiles\*.log" -ErrorAction SilentlyContinue)
    foreach ($log in $logs) {
        $lines = @(Get-Content -LiteralPath $log.FullName -Tail 400 | Where-Object { $_ -match 'error|fail' } | Select-Object -Last 20)
        foreach ($line in $lines) {
            [ordered]@{ source = 'AzureVpnClient'; id = $null; time = $null; connection = $null; error = $null; text = Format-Line $line }
        }
    }
}

$json = ConvertTo-Json -InputObject $report -Depth 8
if ($Path) {
    $full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    [IO.File]::WriteAllText($full, $json, (New-Object Text.UTF8Encoding $false))
    Write-Host "Written: $full"
} else {
    $json
}
